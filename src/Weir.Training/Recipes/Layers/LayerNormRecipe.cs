using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Each row of features by itself.</summary>
public sealed record LayerNormRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Norm;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new LayerNorm(NormShapes.Last("layer-norm", input)), input);
}
