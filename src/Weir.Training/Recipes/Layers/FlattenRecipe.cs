using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Joins all axes of a sample to one.</summary>
public sealed record FlattenRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => (new Flatten(), new Shape(input.Size));
}
