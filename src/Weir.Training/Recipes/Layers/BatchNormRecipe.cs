using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Each channel by the statistics of the batch.</summary>
public sealed record BatchNormRecipe : LayerRecipe
{
    /// <summary>Share of the batch's statistics in the running ones. Default 0.1.</summary>
    public double Momentum { get; init; } = 0.1;

    internal static LayerForm Form { get; } =
        new MemberLayerForm<BatchNormRecipe>("batch-norm", new RecordForm<BatchNormRecipe>("batch-norm", new BatchNormRecipe())
        .Field("momentum", "Share of the batch's statistics in the running ones. Default 0.1.",
            new NumberForm(0, 1) { LeastIncluded = false }, layer => layer.Momentum, (layer, value) => layer with { Momentum = value }));

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Norm;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new BatchNorm(NormShapes.Last("batch-norm", input), Momentum), input);
}
