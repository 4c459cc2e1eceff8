using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A simple recurrent layer: <c>{simple-rnn: 64, activation: relu, state-weight: identity}</c>.</summary>
public sealed record SimpleRnnRecipe : RecurrentRecipe
{
    /// <summary>The function of the state; null for tanh.</summary>
    [Option("The function of the state: a name, or {name: number}.", Family = "activation", Default = "tanh")]
    public Choice? Activation { get; init; }

    /// <summary>First weights of what comes in; null for Glorot's, uniform.</summary>
    [Option("First weights of what comes in: a name, or {name: number}.", Family = "initializer", Default = "glorot-uniform")]
    public Choice? Weight { get; init; }

    /// <summary>First weights of the state before; null for orthogonal ones.</summary>
    [Option("First weights of the state before: a name, or {name: number}.", Family = "initializer", Default = "orthogonal")]
    public Choice? StateWeight { get; init; }

    private protected override Module Make(int inputs)
    {
        Activation? function = Activation?.Activation();
        return function is { Operation: null }
            ? throw new ShapeException($"simple-rnn: {function.Kind} is put together of several operations; name a function of one, as "
                + "tanh or relu")
            : new SimpleRnn(inputs, Units, Last, function, Weight?.Initializer(), StateWeight?.Initializer());
    }
}
