using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class SaturationTests
{
    private const string AtStart = "saturation", Driven = "units-saturated";

    private static Func<FlowSample, FlowSample> Flat(double share, params int[] layers) =>
        Written.EachLayer((flow, i) => layers.Length == 0 || layers.Contains(i) ? flow with { ActivationSaturated = share } : flow);

    private static Written Tanh() => new("linear+tanh", "linear+tanh", "linear");

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.51, true)]
    public void Half_of_the_outputs_may_lie_where_the_function_is_flat(double share, bool found) =>
        (Tanh().Draw(3, Flat(share)).Says(AtStart)?.Severity).ShouldBe(found ? Severity.Warning : null);

    [Fact]
    public void One_bad_draw_of_three_is_bad_luck() => Tanh().Draw(1, Flat(1)).Draw(2).Says(AtStart).ShouldBeNull();

    [Fact]
    public void A_sure_output_ought_to_be_saturated()
    {
        new Written("linear+tanh", "linear+sigmoid").Draw(3, Flat(1, 1)).Says(AtStart).ShouldBeNull();
        new Written("linear+tanh", "linear+sigmoid").Run(10, _ => 2.4).Run(3, _ => 2.4, Flat(1, 1)).Says(Driven).ShouldBeNull();
    }

    [Theory]
    [InlineData(new[] { 1 }, false)]
    [InlineData(new[] { 1, 2 }, true)]
    [InlineData(new[] { 0 }, true)]
    [InlineData(new[] { 0, 1 }, true)]
    public void A_residual_network_does_without_half_of_its_branches(int[] flat, bool found)
    {
        Written written = new Written("linear+tanh", "branch/linear+tanh", "branch/linear+tanh", "linear").Draw(3, Flat(0.9, flat));
        (written.Says(AtStart) is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(300, 2.4, null, Severity.Warning)]
    [InlineData(301, 2.4, null, Severity.Error)]
    [InlineData(301, 1.9, null, Severity.Warning)]
    [InlineData(301, 2.4, 0.9, Severity.Warning)]
    public void It_is_an_error_when_three_tenths_of_the_budget_have_taught_nothing(int steps, double loss, double? accuracy,
        Severity severity)
    {
        Written written = Tanh().Draw(3, Flat(0.9)).Run(steps, _ => loss, Flat(0.9));
        if (accuracy is not null)
            written.Epoch(loss, trainingAccuracy: accuracy).Epoch(loss, trainingAccuracy: accuracy);
        written.Says(AtStart)!.Severity.ShouldBe(severity);
    }

    [Theory]
    [InlineData(0.8, 0.05, false)]
    [InlineData(0.81, 0.05, true)]
    [InlineData(0.95, 0.49, true)]
    [InlineData(0.95, 0.5, false)]
    public void Units_are_driven_there_if_they_were_elsewhere_at_the_start(double now, double start, bool found) =>
        (Tanh().Run(5, _ => 2.4, Flat(start)).Run(3, _ => 2.4, Flat(now)).Says(Driven)?.Severity).ShouldBe(found ? Severity.Warning : null);

    [Theory]
    [InlineData(0.69, false)]
    [InlineData(0.71, true)]
    public void A_network_that_has_learnt_three_tenths_may_be_sure(double timesGuessing, bool found) =>
        (Tanh().Run(8, _ => timesGuessing * Math.Log(10)).Run(7, _ => timesGuessing * Math.Log(10), Flat(1)).Says(Driven) is not null)
            .ShouldBe(found);

    [Fact]
    public void Three_samples_of_eight_must_agree()
    {
        Tanh().Run(4, _ => 2.4).Run(3, _ => 2.4, Flat(1)).Says(Driven).ShouldBeNull();
        Tanh().Run(8, _ => 2.4).Run(2, _ => 2.4, Flat(1)).Says(Driven).ShouldBeNull();
        Tanh().Run(5, _ => 2.4).Run(3, _ => 2.4, Flat(1)).Says(Driven).ShouldNotBeNull();
    }

    [Fact]
    public void Rectifiers_have_one_flat_side_only() => new Written().Run(8, _ => 2.4).Run(7, _ => 2.4, Flat(1)).Says(Driven)
        .ShouldBeNull();
}
