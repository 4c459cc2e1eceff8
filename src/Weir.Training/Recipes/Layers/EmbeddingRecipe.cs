using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A learnt row for each token: <c>{embedding: 64}</c>, or <c>{embedding: 64, tokens: 65}</c>.</summary>
public sealed record EmbeddingRecipe : LayerRecipe
{
    /// <summary>Length of a row.</summary>
    public int Width { get; init; } = 1;

    /// <summary>How many tokens there are; null for as many as the task has outputs, as where the next token is told. Default null.</summary>
    public int? Tokens { get; init; }

    /// <summary>Whether a learnt row for each place is added. Default true.</summary>
    public bool Positions { get; init; } = true;

    internal static LayerForm Form { get; } = new OptionsLayerForm<EmbeddingRecipe>("embedding", new RecordForm<EmbeddingRecipe>("an embedding", new EmbeddingRecipe())
        .Field("embedding", "Length of the row of each token.", new IntegerForm<int>(1, 1_000_000), layer => layer.Width, (layer, value) => layer with { Width = value }, required: true)
        .Field("tokens", "How many tokens there are. Default: as many as the task has outputs.", new OptionalForm<int>(new IntegerForm<int>(1, 10_000_000)), layer => layer.Tokens, (layer, value) => layer with { Tokens = value })
        .Field("positions", "Whether a learnt row for each place of the sequence is added. Default true.", new BooleanForm(), layer => layer.Positions, (layer, value) => layer with { Positions = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank != 1)
            throw new ShapeException($"embedding: a sample of shape {input} comes in; a row of tokens is expected");
        Embedding embedding = new(Tokens ?? outputs, Width, new Normal(0.02));
        return (Positions ? new Sequential(embedding, new LearnedPositions(input[0], Width)) : embedding, input.Append(Width));
    }
}
