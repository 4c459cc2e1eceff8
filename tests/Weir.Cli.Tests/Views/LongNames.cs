using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Cli.Tests.Views;

/// <summary>A network whose layers have names as those of a transformer, and one that no narrow terminal has room for.</summary>
internal static class LongNames
{
    private static readonly (string Path, string Kind)[] s_layers =
    [
        ("encoder.blocks.0.attention.query", "linear"),
        ("encoder.blocks.0.feedforward.expand", "convolution+batch-norm+leaky-relu"),
        ("encoder.blocks.0.a-branch-of-a-name.that-says-what.every-part-of-it-is-for.output", "scaled-dot-product-attention"),
        ("head", "linear"),
    ];

    public static Summary Summary { get; } = new(new Shape(28, 28, 1),
        [.. s_layers.Select(layer => new LayerSummary(layer.Path, layer.Kind, new Shape(28, 28, 64), 1_048_576, 1_000_000))]);

    public static Trace Trace { get; } = new(
        new TraceHeader([.. s_layers.Select(layer => new TraceLayer(layer.Path, layer.Kind, 64, HasWeights: true))],
            [.. s_layers.SelectMany((layer, i) => new[] { new TraceParameter(layer.Path + ".weight", "weight", [64, 64], i),
                new TraceParameter(layer.Path + ".bias", "bias", [64], i) })], Batch: 10),
        [Make.Sample(s_layers.Length, 0.001, 1, dead: 3), Make.Sample(s_layers.Length, 0.001, 1000, dead: 3)]);
}
