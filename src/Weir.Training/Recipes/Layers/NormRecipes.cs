using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Each channel by the statistics of the batch.</summary>
public sealed record BatchNormRecipe : LayerRecipe
{
    /// <summary>Share of the batch's statistics in the running ones. Default 0.1.</summary>
    public double Momentum { get; init; } = 0.1;

    internal static LayerForm Form { get; } = new MemberLayerForm<BatchNormRecipe>("batch-norm", new RecordForm<BatchNormRecipe>("batch-norm", new BatchNormRecipe())
        .Field("momentum", "Share of the batch's statistics in the running ones. Default 0.1.", new NumberForm(0, 1) { LeastIncluded = false }, layer => layer.Momentum, (layer, value) => layer with { Momentum = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (new BatchNorm(NormShapes.Last("batch-norm", input), Momentum), input);
}

/// <summary>Each row of features by itself.</summary>
public sealed record LayerNormRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (new LayerNorm(NormShapes.Last("layer-norm", input)), input);
}

/// <summary>Each row of features divided by its root mean square.</summary>
public sealed record RmsNormRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (new RmsNorm(NormShapes.Last("rms-norm", input)), input);
}

/// <summary>Groups of channels with all pixels.</summary>
public sealed record GroupNormRecipe : LayerRecipe
{
    /// <summary>Groups, which divide the channels. Default 8.</summary>
    public int Groups { get; init; } = 8;

    internal static LayerForm Form { get; } = new MemberLayerForm<GroupNormRecipe>("group-norm", new RecordForm<GroupNormRecipe>("group-norm", new GroupNormRecipe())
        .Field("groups", "Groups, which divide the channels. Default 8.", new IntegerForm<int>(1, 1_000_000), layer => layer.Groups, (layer, value) => layer with { Groups = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        int channels = NormShapes.Last("group-norm", input);
        return channels % Groups == 0 ? (new GroupNorm(Groups, channels), input) : throw new ShapeException($"group-norm: {Groups} groups do not divide the {channels} channels of {input}");
    }
}

/// <summary>What norms expect of a sample.</summary>
internal static class NormShapes
{
    public static int Last(string layer, Shape input) => input.Rank > 0 ? input[^1] : throw new ShapeException($"{layer}: a single number came in; samples of one axis or more are expected");
}
