using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class DyingReluTests
{
    private const string Rule = "dying-relu";

    private static Func<FlowSample, FlowSample> Layer(int layer, Func<LayerFlow, LayerFlow> change) =>
        Written.EachLayer((flow, i) => i == layer ? change(flow) : flow);

    private static Func<FlowSample, FlowSample> Silent(int layer) => Layer(layer, flow => flow with { ActivationZero = 1 });

    [Theory]
    [InlineData(0.999, false)]
    [InlineData(1, true)]
    public void Sparsity_is_not_death_only_silence_for_all_samples_is(double zero, bool found) =>
        (new Written().Draw(1, Layer(1, flow => flow with { ActivationZero = zero })).Says(Rule)?.Severity)
            .ShouldBe(found ? Severity.Error : null);

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Three_quarters_of_the_units_may_be_silent(int units, bool found) =>
        (new Written().Draw(1, Layer(1, flow => flow with { UnitsDead = units })).Says(Rule)?.Severity)
            .ShouldBe(found ? Severity.Warning : null);

    [Fact]
    public void A_function_with_a_slope_below_zero_does_not_die() =>
        new Written("linear+leaky-relu", "linear+elu", "linear")
            .Draw(3, Written.EachLayer((flow, _) => flow with { ActivationZero = 1, UnitsDead = 10 })).Says(Rule).ShouldBeNull();

    [Fact]
    public void The_output_is_no_hidden_layer() => new Written("linear+relu", "linear+relu").Draw(3, Silent(1)).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.51, true)]
    public void The_chance_of_a_dead_layer_may_be_a_half(double risk, bool found)
    {
        Written written = new Written().Draw(1);
        written.Network = written.Network with { BornDead = risk, NarrowestRectifier = 1 };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Theory]
    [InlineData(3, 1, true)]
    [InlineData(4, 1, false)]
    [InlineData(5, 2, true)]
    [InlineData(2, 1, false)]
    public void A_third_of_three_draws_and_more_with_a_silent_layer_is_a_warning(int draws, int silent, bool found)
    {
        Finding? finding = new Written().Draw(draws - silent).Draw(silent, Silent(2)).Says(Rule);
        (finding?.Message).ShouldBe(found
            ? $"in {silent} of {draws} draws of the first weights all units of a layer are silent for every sample" : null);
    }

    [Fact]
    public void Without_a_pre_flight_the_first_full_window_of_a_run_tells()
    {
        Func<FlowSample, FlowSample> uncounted = Written.EachLayer((flow, _) => flow with { UnitsDead = null });
        new Written().Run(19, null, uncounted).Says(Rule).ShouldBeNull();
        new Written().Run(19, null, uncounted).Run(1, null, Layer(0, flow => flow with { UnitsDead = 9 })).Says(Rule)!.Layers.ShouldBe([0]);
    }
}
