using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>x where it is positive and else slope·x with slopes that are learnt.</summary>
public sealed record PReluRecipe : LayerRecipe
{
    /// <summary>The first slope. Default 0.25.</summary>
    [Option("The first slope on the negative side.")]
    public double Slope { get; init; } = 0.25;

    /// <summary>Whether each unit has a slope of its own; otherwise all share one. Default false.</summary>
    [Option("Whether each unit has a slope of its own.")]
    public bool PerUnit { get; init; }

    /// <inheritdoc/>
    public override Choice? OwnFunction => new Choice("prelu");

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => function is null ? this : new ActivationRecipe(function);

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (PerUnit && input.Rank == 0)
            throw new ShapeException("prelu: a single number came in; slopes per unit need an axis of units");
        return (new PRelu(PerUnit ? input[^1] : 1, (float)Slope), input);
    }
}
