using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Each channel times a gate made of the means of all: <c>squeeze-excite</c>, or <c>squeeze-excite: {reduction: 8}</c>.</summary>
public sealed record SqueezeExciteRecipe : LayerRecipe
{
    /// <summary>Channels for each unit of the small network. Default 16.</summary>
    [Option("Channels for each unit of the small network.", Least = 1, Most = 1_000_000)]
    public int Reduction { get; init; } = 16;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("squeeze-excite", input);
        return (new SqueezeExcite(input[2], Reduction), input);
    }
}
