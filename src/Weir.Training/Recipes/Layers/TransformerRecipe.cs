using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Transformer blocks: <c>{transformer: 4, heads: 4}</c>.</summary>
public sealed record TransformerRecipe : LayerRecipe
{
    /// <summary>How many blocks.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>Heads of the attention. Default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Whether a place sees itself and those before it only. Default false.</summary>
    public bool Causal { get; init; }

    /// <summary>Whether norms stand before attention and network. Default true.</summary>
    public bool NormFirst { get; init; } = true;

    /// <summary>Probability of being dropped in training. Default 0.</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override int Count => Blocks;

    internal static LayerForm Form { get; } = new OptionsLayerForm<TransformerRecipe>("transformer",
        new RecordForm<TransformerRecipe>("transformer blocks", new TransformerRecipe())
        .Field("transformer", "How many blocks.", new IntegerForm<int>(1, 1000), layer => layer.Blocks, (layer, value) =>
            layer with { Blocks = value }, required: true)
        .Field("heads", "Heads of the attention, which divide the features. Default 4.", new IntegerForm<int>(1, 1000), layer =>
            layer.Heads, (layer, value) => layer with { Heads = value })
        .Field("causal", "Whether a place sees itself and those before it only. Default false.", new BooleanForm(), layer => layer.Causal,
            (layer, value) => layer with { Causal = value })
        .Field("norm-first", "Whether norms stand before attention and network. Default true.", new BooleanForm(), layer => layer.NormFirst,
            (layer, value) => layer with { NormFirst = value })
        .Field("dropout", "Probability of being dropped in training. Default 0.", new NumberForm(0, 1) { MostIncluded = false }, layer =>
            layer.Dropout, (layer, value) => layer with { Dropout = value }));

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Transformer;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => input.Rank == 2
        ? (new TransformerBlock(input[1], Heads, causal: Causal, normFirst: NormFirst, dropout: Dropout), input)
        : throw new ShapeException($"transformer: a sample of shape {input} comes in; a sequence (length, features) is expected");
}
