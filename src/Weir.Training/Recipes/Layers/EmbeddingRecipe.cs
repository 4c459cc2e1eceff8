using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A learnt row for each token: <c>{embedding: 64}</c>, or <c>{embedding: 64, tokens: 65}</c>.</summary>
public sealed record EmbeddingRecipe : LayerRecipe
{
    /// <summary>Length of a row.</summary>
    [Option("Length of the row of each token.", Least = 1, Most = 1_000_000, Required = true)]
    public int Width { get; init; } = 1;

    /// <summary>
    /// How many tokens there are; null for as many as the task has outputs, as where the next token is told. Default null.
    /// </summary>
    [Option("How many tokens there are.", Least = 1, Most = 10_000_000, Default = "as many as the task has outputs")]
    public int? Tokens { get; init; }

    /// <summary>What tells the places apart. Default learnt rows.</summary>
    public Positions Positions { get; init; } = Positions.Learned;

    internal static LayerForm Form(Families families) => new OptionsLayerForm<EmbeddingRecipe>("embedding",
        new RecordForm<EmbeddingRecipe>("an embedding", new EmbeddingRecipe()).Options(families, leading: "embedding")
        .Field("positions", "What tells the places of the sequence apart: learned rows, sinusoidal waves, or none.",
            new WordForm<Positions>(null, ("learned", Positions.Learned), ("sinusoidal", Positions.Sinusoidal), ("none", Positions.None),
            ("true", Positions.Learned), ("false", Positions.None)), layer => layer.Positions, (layer, value) =>
            layer with { Positions = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank != 1)
            throw new ShapeException($"embedding: a sample of shape {input} comes in; a row of tokens is expected");
        Embedding embedding = new(Tokens ?? outputs, Width, new Normal(0.02));
        return (Positions == Positions.None ? embedding : new Sequential(embedding, Positions.Layer(input[0], Width)), input.Append(Width));
    }
}
