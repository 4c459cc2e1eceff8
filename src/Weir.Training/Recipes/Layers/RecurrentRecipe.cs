using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A layer that goes through a sequence: <c>{lstm: 64, last: true}</c>.</summary>
public abstract record RecurrentRecipe : LayerRecipe
{
    /// <summary>Length of the state.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Whether only the last state goes out. Default false.</summary>
    public bool Last { get; init; }

    private protected static LayerForm FormOf<TLayer>(string name)
        where TLayer : RecurrentRecipe, new() => new OptionsLayerForm<TLayer>(name, KeysOf<TLayer>(name));

    private protected static RecordForm<TLayer> KeysOf<TLayer>(string name)
        where TLayer : RecurrentRecipe, new() => new RecordForm<TLayer>(name, new TLayer())
        .Field(name, "Length of the state.", new IntegerForm<int>(1, 1_000_000), layer => layer.Units, (layer, value) =>
            layer with { Units = value }, required: true)
        .Field("last", "Whether only the last state goes out. Default false.", new BooleanForm(), layer => layer.Last, (layer, value) =>
            layer with { Last = value });

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
