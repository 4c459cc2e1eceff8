using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Each channel by the statistics of the batch.</summary>
public sealed record BatchNormRecipe : LayerRecipe
{
    /// <summary>Share of the batch's statistics in the running ones. Default 0.1.</summary>
    [Option("Share of the batch's statistics in the running ones.", Least = 0, Most = 1, AboveLeast = true)]
    public double Momentum { get; init; } = 0.1;

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Norm;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new BatchNorm(NormShapes.Last("batch-norm", input), Momentum), input);
}
