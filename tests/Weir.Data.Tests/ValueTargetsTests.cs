using Weir.Tensors;

namespace Weir.Data.Tests;

/// <summary>Numbers of each position of a sample.</summary>
public sealed class ValueTargetsTests
{
    // Two samples of three positions with two numbers each; two positions are not known.
    private static readonly float[] s_values =
        [1, 10, 2, 20, float.NaN, float.NaN, float.NaN, float.NaN, 4, 40, 5, 50];

    [Fact]
    public void Positions_that_are_not_known_count_for_nothing()
    {
        ValueTargets targets = Targets();
        (targets.Count, targets.Width, targets.PositionWidth).ShouldBe((2, 6, 2));
        targets.Known.ToArray().ShouldBe([1, 10, 2, 20, 4, 40, 5, 50]);
        DatasetFacts facts = DatasetFacts.Of(Set(targets));
        facts.NonFiniteTargets.ShouldBe(0);
        facts.TargetMean!.Value.ShouldBe(132.0 / 8, 1e-12);
        targets.Select([1, 0]).Values.ShouldBe([.. s_values[6..], .. s_values[..6]]);
        targets.Slice(1, 1).ShouldBeOfType<ValueTargets>().Positions.ShouldBe(3);
        // Of one position NaN is a number that is not there.
        ValueTargets single = new([1, float.NaN]);
        single.Known.ToArray().ShouldBe([1, float.NaN]);
        DatasetFacts.Of(new Dataset("single", new Shape(1), [0, 0], single)).NonFiniteTargets.ShouldBe(1);
    }

    [Fact]
    public void There_is_a_mean_and_a_scale_for_each_number_of_a_position()
    {
        Dataset set = Set(Targets());
        Standardizer standardizer = Standardizer.FitTargets(set);
        standardizer.Mean.ShouldBe([3, 30]);
        float deviation = (float)Math.Sqrt(2.5);
        standardizer.Scale[0].ShouldBe(deviation, 1e-6f);
        standardizer.Scale[1].ShouldBe(10 * deviation, 1e-5f);
        ValueTargets scaled = (ValueTargets)standardizer.ApplyToTargets(set).Targets;
        scaled.Positions.ShouldBe(3);
        scaled.Values[..4].ShouldBe([-2 / deviation, -2 / deviation, -1 / deviation, -1 / deviation], 1e-6f);
        scaled.Values[4..8].ShouldAllBe(value => float.IsNaN(value));
        standardizer.UndoInPlace(scaled.Values);
        scaled.Values[8..].ShouldBe([4, 40, 5, 50], 1e-5f);
        Should.Throw<DataException>(() => standardizer.ApplyToTargets(Set(new ValueTargets(s_values, 6) { Positions = 1 }))).Message
            .ShouldContain("are not rows of 2 values");
    }

    [Theory]
    [InlineData(6, 4, "6 target values do not fill 4 positions")]
    [InlineData(6, 0, "6 target values do not fill 0 positions")]
    public void Numbers_that_do_not_fill_positions_are_refused(int width, int positions, string message) =>
        Should.Throw<DataException>(() => Set(new ValueTargets(s_values, width) { Positions = positions })).Message.ShouldContain(message);

    [Fact]
    public void Of_a_position_all_numbers_are_known_or_none()
    {
        float[] values = [.. s_values];
        values[3] = float.NaN;
        Should.Throw<DataException>(() => Set(new ValueTargets(values, 6) { Positions = 3 })).Message
            .ShouldContain("of the target values of position 1 some are NaN");
    }

    [Fact]
    public void Parts_have_the_same_positions_and_folds_keep_them()
    {
        Dataset set = Set(Targets());
        Should.Throw<DataException>(() => new DataSplit(set, Set(new ValueTargets([.. s_values.Select(_ => 1f)], 6) { Positions = 2 })))
            .Message.ShouldContain("its targets are of another kind");
        DataSplit fold = CrossValidation.Take(new DataSplit(set, set), 2, 1, seed: 1);
        ((ValueTargets)fold.Training.Targets).Positions.ShouldBe(3);
    }

    [Fact]
    public void Samples_cannot_be_mixed() => Should.Throw<DataException>(() => new Mixup().Check(Set(Targets()))).Message
        .ShouldContain("has a target for each position; samples of one class, or of values, can be mixed");

    private static ValueTargets Targets() => new(s_values, 6) { Positions = 3 };

    private static Dataset Set(ValueTargets targets) => new("rows", new Shape(3, 1), new float[6], targets);
}
