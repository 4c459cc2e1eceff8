using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A learnt row for each token: <c>{embedding: 64, tokens: 65}</c>.</summary>
public sealed record EmbeddingRecipe : LayerRecipe
{
    /// <summary>Length of a row.</summary>
    public int Width { get; init; } = 1;

    /// <summary>How many tokens there are.</summary>
    public int Tokens { get; init; } = 1;

    /// <summary>Whether a learnt row for each place is added. Default true.</summary>
    public bool Positions { get; init; } = true;

    internal static LayerForm Form { get; } = new OptionsLayerForm<EmbeddingRecipe>("embedding", new RecordForm<EmbeddingRecipe>("an embedding", new EmbeddingRecipe())
        .Field("embedding", "Length of the row of each token.", new IntegerForm<int>(1, 1_000_000), layer => layer.Width, (layer, value) => layer with { Width = value }, required: true)
        .Field("tokens", "How many tokens there are.", new IntegerForm<int>(1, 10_000_000), layer => layer.Tokens, (layer, value) => layer with { Tokens = value }, required: true)
        .Field("positions", "Whether a learnt row for each place of the sequence is added. Default true.", new BooleanForm(), layer => layer.Positions, (layer, value) => layer with { Positions = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank != 1)
            throw new ShapeException($"embedding: a sample of shape {input} comes in; a row of tokens is expected");
        Embedding embedding = new(Tokens, Width, new Normal(0.02));
        return (Positions ? new Sequential(embedding, new LearnedPositions(input[0], Width)) : embedding, input.Append(Width));
    }
}

/// <summary>A layer that goes through a sequence: <c>{lstm: 64, last: true}</c>.</summary>
public abstract record RecurrentRecipe : LayerRecipe
{
    /// <summary>Length of the state.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Whether only the last state goes out. Default false.</summary>
    public bool Last { get; init; }

    private protected static LayerForm FormOf<TLayer>(string name)
        where TLayer : RecurrentRecipe, new() => new OptionsLayerForm<TLayer>(name, new RecordForm<TLayer>(name, new TLayer())
        .Field(name, "Length of the state.", new IntegerForm<int>(1, 1_000_000), layer => layer.Units, (layer, value) => layer with { Units = value }, required: true)
        .Field("last", "Whether only the last state goes out. Default false.", new BooleanForm(), layer => layer.Last, (layer, value) => layer with { Last = value }));

    private protected abstract Module Make(int inputs);

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank != 2)
            throw new ShapeException($"a recurrent layer: a sample of shape {input} comes in; a sequence (length, features) is expected");
        return (Make(input[1]), Last ? new Shape(Units) : new Shape(input[0], Units));
    }
}

/// <summary>A simple recurrent layer.</summary>
public sealed record SimpleRnnRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<SimpleRnnRecipe>("simple-rnn");

    private protected override Module Make(int inputs) => new SimpleRnn(inputs, Units, Last);
}

/// <summary>Long short-term memory.</summary>
public sealed record LstmRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<LstmRecipe>("lstm");

    private protected override Module Make(int inputs) => new Lstm(inputs, Units, Last);
}

/// <summary>Gated recurrent units.</summary>
public sealed record GruRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<GruRecipe>("gru");

    private protected override Module Make(int inputs) => new Gru(inputs, Units, Last);
}

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

    internal static LayerForm Form { get; } = new OptionsLayerForm<TransformerRecipe>("transformer", new RecordForm<TransformerRecipe>("transformer blocks", new TransformerRecipe())
        .Field("transformer", "How many blocks.", new IntegerForm<int>(1, 1000), layer => layer.Blocks, (layer, value) => layer with { Blocks = value }, required: true)
        .Field("heads", "Heads of the attention, which divide the features. Default 4.", new IntegerForm<int>(1, 1000), layer => layer.Heads, (layer, value) => layer with { Heads = value })
        .Field("causal", "Whether a place sees itself and those before it only. Default false.", new BooleanForm(), layer => layer.Causal, (layer, value) => layer with { Causal = value })
        .Field("norm-first", "Whether norms stand before attention and network. Default true.", new BooleanForm(), layer => layer.NormFirst, (layer, value) => layer with { NormFirst = value })
        .Field("dropout", "Probability of being dropped in training. Default 0.", new NumberForm(0, 1) { MostIncluded = false }, layer => layer.Dropout, (layer, value) => layer with { Dropout = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => input.Rank == 2
        ? (new TransformerBlock(input[1], Heads, causal: Causal, normFirst: NormFirst, dropout: Dropout), input)
        : throw new ShapeException($"transformer: a sample of shape {input} comes in; a sequence (length, features) is expected");
}
