using Weir.Cli.Views;
using Weir.Flow;

namespace Weir.Cli.Tests.Views;

public class FlowRowTests
{
    [Fact]
    public void A_layer_starves_below_a_hundredth_of_the_median_layer() =>
        FlowRow.Of(Make.Header(9), Make.Sample(9, 0.125)).Where(row => row.Starved).Select(row => row.Number).ShouldBe([1, 2]);

    [Fact]
    public void No_layer_of_an_even_flow_starves() => FlowRow.Of(Make.Header(9), Make.Sample(9, 0.9)).ShouldAllBe(row => !row.Starved);

    [Fact]
    public void An_activation_behind_the_layer_is_shown_with_it()
    {
        TraceHeader header = new([new("0", "linear", 100, true), new("1", "sigmoid", 100, false)], [], 10);
        LayerFlow flow = Make.Sample(1, 1).Layers[0];
        FlowSample sample = Make.Sample(1, 1) with
        {
            Layers =
            [flow with { ActivationSaturated = null }, flow with { ActivationSaturated = 0.9, DeltaRms = 7 }],
            Parameters = []
        };
        FlowRow row = FlowRow.Of(header, sample).ShouldHaveSingleItem();
        row.Label.ShouldBe("1 linear+sigmoid");
        row.Saturated.ShouldBe(0.9);
        row.Delta.ShouldBe(flow.DeltaRms);
    }
}
