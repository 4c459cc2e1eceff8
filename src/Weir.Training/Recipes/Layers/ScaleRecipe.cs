using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A factor that is learnt: <c>scale: 0</c> at the end of a residual branch is ReZero.</summary>
public sealed record ScaleRecipe : LayerRecipe
{
    /// <summary>The first factor. Default 1.</summary>
    [Option("The first factor.", Required = true)]
    public double First { get; init; } = 1;

    /// <summary>Whether each unit has a factor of its own; otherwise all share one. Default false.</summary>
    [Option("Whether each unit has a factor of its own.")]
    public bool PerUnit { get; init; }

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (PerUnit && input.Rank == 0)
            throw new ShapeException("scale: a single number came in; factors per unit need an axis of units");
        return (new Scale(PerUnit ? input[^1] : 1, (float)First), input);
    }
}
