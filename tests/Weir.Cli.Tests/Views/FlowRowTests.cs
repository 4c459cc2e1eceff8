using Weir.Cli.Views;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Cli.Tests.Views;

public class FlowRowTests
{
    [Fact]
    public void A_layer_starves_below_a_hundredth_of_the_median_layer() =>
        FlowRow.Of(Make.Header(9), Make.Sample(9, 0.125)).Where(row => row.Starved).Select(row => row.Number).ShouldBe([1, 2]);

    [Fact]
    public void No_layer_of_an_even_flow_starves() => FlowRow.Of(Make.Header(9), Make.Sample(9, 0.9)).ShouldAllBe(row => !row.Starved);

    [Fact]
    public void Rows_of_residual_and_transformer_blocks_have_their_names()
    {
        Labels(new Sequential(new Linear(8, 8), new Residual(new Sequential(new Linear(8, 8, new Relu()), new Linear(8, 8)))), new Shape(8))
            .ShouldBe(["1 linear", "2 2.branch.1 linear+relu", "3 2.branch.2 linear"]);
        Labels(new Sequential(new TransformerBlock(8, 2)), new Shape(4, 8))
            .ShouldBe(["2 1.attention.projection", "3 1.attention.output", "5 1.expand+gelu", "6 1.contract"]);
    }

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

    private static IEnumerable<string> Labels(Module model, Shape input)
    {
        model.Initialize(1);
        ReferenceBackend backend = new();
        Optimizer optimizer = new SgdOptions { Rate = 0.1 }.Build(model, backend);
        TraceHeader header = FlowRecorder.Attach(model, optimizer, new Tape(backend), input, 2).Header with { Parameters = [] };
        LayerFlow flow = Make.Sample(1, 1).Layers[0];
        return FlowRow.Of(header, Make.Sample(1, 1) with { Layers = [.. header.Layers.Select(_ => flow)], Parameters = [] })
            .Select(row => row.Label);
    }
}
