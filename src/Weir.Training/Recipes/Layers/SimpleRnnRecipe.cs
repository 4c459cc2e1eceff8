using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A simple recurrent layer: <c>{simple-rnn: 64, activation: relu, state-weight: identity}</c>.</summary>
public sealed record SimpleRnnRecipe : RecurrentRecipe
{
    /// <summary>The function of the state; null for tanh.</summary>
    public Choice? Activation { get; init; }

    /// <summary>First weights of what comes in; null for Glorot's, uniform.</summary>
    public Choice? Weight { get; init; }

    /// <summary>First weights of the state before; null for orthogonal ones.</summary>
    public Choice? StateWeight { get; init; }

    internal static LayerForm Form(Families families) => new OptionsLayerForm<SimpleRnnRecipe>("simple-rnn",
        KeysOf<SimpleRnnRecipe>("simple-rnn")
        .Field("activation", "The function of the state: a name, or {name: number}. Default: tanh.", families.Activation, layer =>
            layer.Activation!, (layer, value) => layer with { Activation = value })
        .Field("weight", "First weights of what comes in: a name, or {name: number}. Default: glorot-uniform.", families.Initializer,
            layer => layer.Weight!, (layer, value) => layer with { Weight = value })
        .Field("state-weight", "First weights of the state before: a name, or {name: number}. Default: orthogonal.", families.Initializer,
            layer => layer.StateWeight!, (layer, value) => layer with { StateWeight = value }));

    private protected override Module Make(int inputs)
    {
        Activation? function = Activation?.Activation();
        return function is { Operation: null }
            ? throw new ShapeException($"simple-rnn: {function.Kind} is put together of several operations; name a function of one, as "
                + "tanh or relu")
            : new SimpleRnn(inputs, Units, Last, function, Weight?.Initializer(), StateWeight?.Initializer());
    }
}
