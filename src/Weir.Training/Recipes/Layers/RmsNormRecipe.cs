using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Each row of features divided by its root mean square.</summary>
public sealed record RmsNormRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Norm;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new RmsNorm(NormShapes.Last("rms-norm", input)), input);
}
