using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Flow;

namespace Weir.Cli.Tests.Views;

/// <summary>Layers of a thousand units and more.</summary>
public sealed class WideLayerTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Their_dead_units_do_not_run_into_the_column_before(int width)
    {
        TraceHeader header = Make.Header(2) with
        {
            Layers = [.. Make.Header(2).Layers.Select(layer => layer with { Units = 2048 })],
        };
        FlowSample sample = Make.Sample(2, 1);
        sample = sample with { Layers = [.. sample.Layers.Select(layer => layer with { UnitsDead = 1329, ActivationZero = 0.79 })] };
        string text = string.Join('\n', FlowView.Whole(header, sample, new LogScale(), width).Select(line => line.ToString()));
        text.ShouldContain(" 1329/2048");
        text.ShouldNotContain("%1329");
    }
}
