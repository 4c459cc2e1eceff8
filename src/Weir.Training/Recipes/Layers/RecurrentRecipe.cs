using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A layer that goes through a sequence: <c>{lstm: 64, last: true}</c>.</summary>
public abstract record RecurrentRecipe : LayerRecipe
{
    /// <summary>Length of the state.</summary>
    [Option("Length of the state.", Least = 1, Most = 1_000_000, Required = true)]
    public int Units { get; init; } = 1;

    /// <summary>Whether only the last state goes out. Default false.</summary>
    [Option("Whether only the last state goes out.")]
    public bool Last { get; init; }

    private protected abstract Module Make(int inputs);

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Recurrent;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank != 2)
            throw new ShapeException($"a recurrent layer: a sample of shape {input} comes in; a sequence (length, features) is expected");
        return (Make(input[1]), Last ? new Shape(Units) : new Shape(input[0], Units));
    }
}
