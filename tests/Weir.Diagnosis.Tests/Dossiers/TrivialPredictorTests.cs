using Weir.Data;
using Weir.Nn;

namespace Weir.Diagnosis.Tests;

public sealed class TrivialPredictorTests
{
    [Fact]
    public void For_balanced_classes_it_is_ln_C() =>
        TrivialPredictor.LossOf(new CrossEntropy(), new ClassTargets([0, 1, 2, 3, 0, 1, 2, 3], 4))!.Value.ShouldBe(Math.Log(4), 1e-9);

    [Fact]
    public void For_classes_it_is_the_entropy_of_their_shares() =>
        TrivialPredictor.LossOf(new CrossEntropy(),
            new ClassTargets([0, 0, 0, 1], 2))!.Value.ShouldBe(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), 1e-9);

    [Fact]
    public void With_smoothing_no_other_constant_is_better()
    {
        // Smoothed targets (1 − s)·share + s/C; their entropy is the least that a constant can reach.
        double[] target = [(0.8 * 0.75) + 0.1, (0.8 * 0.25) + 0.1];
        TrivialPredictor.LossOf(new CrossEntropy(0.2f),
            new ClassTargets([0, 0, 0, 1], 2))!.Value.ShouldBe(-target.Sum(p => p * Math.Log(p)), 1e-6);
    }

    [Fact]
    public void Labels_in_a_fixed_order_are_seen_in_their_shares()
    {
        // Ten classes in turn: every fifth sample would be of two classes alone.
        int[] labels = [.. Enumerable.Range(0, 10_000).Select(i => i % 10)];
        TrivialPredictor.LossOf(new SigmoidCrossEntropy(),
            new ClassTargets(labels, 10))!.Value.ShouldBe(-(0.1 * Math.Log(0.1)) - (0.9 * Math.Log(0.9)), 0.01);
    }

    [Fact]
    public void For_squared_errors_it_is_the_variance() =>
        TrivialPredictor.LossOf(new MeanSquaredError(), new ValueTargets([1, 2, 3, 6], 1))!.Value.ShouldBe(3.5, 1e-6);

    [Fact]
    public void Of_positions_those_that_are_known_count()
    {
        // 1, 2, 3 and 6 of the first number, ten times as much of the second: 3.5 and 350.
        float none = float.NaN;
        ValueTargets rows = new([1, 10, none, none, 2, 20, 3, 30, 6, 60, none, none], 6) { Positions = 3 };
        TrivialPredictor.LossOf(new MeanSquaredError(), rows)!.Value.ShouldBe((3.5 + 350) / 2, 1e-4);
        TrivialPredictor.LossOf(new MeanSquaredError(), new ValueTargets([none, none], 2) { Positions = 2 }).ShouldBeNull();
    }

    [Fact]
    public void For_absolute_errors_it_is_the_distance_from_the_median() =>
        TrivialPredictor.LossOf(new MeanAbsoluteError(), new ValueTargets([1, 2, 3, 6, 100], 1))!.Value.ShouldBe((2 + 1 + 0 + 3 + 97) / 5.0,
            1e-4);
}
