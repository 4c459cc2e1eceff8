using Weir.Tensors;

namespace Weir.Data.Tests;

public class DatasetFactsTests
{
    [Fact]
    public void Tells_moments_range_balance_and_constants()
    {
        var facts = DatasetFacts.Of(new Dataset(
            "d", new Shape(3), [0, 7, 1, 2, 7, 1, 4, 7, -2, 6, 7, 0], new ClassTargets([0, 2, 2, 2], 3)));
        double[] all = [0, 7, 1, 2, 7, 1, 4, 7, -2, 6, 7, 0];
        double mean = all.Average();
        facts.Count.ShouldBe(4);
        facts.Features.ShouldBe(3);
        facts.InputMean.ShouldBe(mean, 1e-12);
        facts.InputDeviation.ShouldBe(Math.Sqrt(all.Average(x => (x - mean) * (x - mean))), 1e-12);
        facts.InputMinimum.ShouldBe(-2);
        facts.InputMaximum.ShouldBe(7);
        facts.ConstantFeatures.ShouldBe([1]);
        facts.LargestFeatureDeviation.ShouldBe(Math.Sqrt(5), 1e-12);
        facts.SmallestFeatureDeviation.ShouldBe(Math.Sqrt(1.5), 1e-12);
        facts.ClassCounts.ShouldBe([1, 0, 3]);
        facts.MajorityShare.ShouldBe(0.75);
        facts.NonFiniteInputs.ShouldBe(0);
        facts.TargetMean.ShouldBeNull();
    }

    [Fact]
    public void Counts_what_is_not_finite_and_leaves_it_out()
    {
        var facts = DatasetFacts.Of(new Dataset(
            "d", new Shape(1), [1, float.NaN, 3, float.PositiveInfinity], new ValueTargets([2, 4, float.NaN, 6])));
        facts.NonFiniteInputs.ShouldBe(2);
        facts.InputMean.ShouldBe(2);
        facts.InputMaximum.ShouldBe(3);
        facts.NonFiniteTargets.ShouldBe(1);
        facts.TargetMean.ShouldBe(4);
        facts.TargetDeviation!.Value.ShouldBe(Math.Sqrt(8 / 3.0), 1e-12);
        facts.ClassCounts.ShouldBeNull();
        facts.MajorityShare.ShouldBeNull();
    }

    [Fact]
    public void An_empty_set_has_facts_too()
    {
        var facts = DatasetFacts.Of(Make.Numbered(0));
        facts.Count.ShouldBe(0);
        facts.InputMean.ShouldBe(0);
        facts.InputMinimum.ShouldBe(0);
        facts.MajorityShare.ShouldBe(0);
        facts.ConstantFeatures.ShouldBe([0, 1]);
    }
}
