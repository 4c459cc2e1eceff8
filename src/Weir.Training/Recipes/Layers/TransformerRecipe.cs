using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Transformer blocks: <c>{transformer: 4, heads: 4}</c>.</summary>
public sealed record TransformerRecipe : LayerRecipe
{
    /// <summary>How many blocks.</summary>
    [Option("How many blocks.", Least = 1, Most = 1000, Required = true)]
    public int Blocks { get; init; } = 1;

    /// <summary>Heads of the attention. Default 4.</summary>
    [Option("Heads of the attention, which divide the features.", Least = 1, Most = 1000)]
    public int Heads { get; init; } = 4;

    /// <summary>Whether a place sees itself and those before it only. Default false.</summary>
    [Option("Whether a place sees itself and those before it only.")]
    public bool Causal { get; init; }

    /// <summary>Whether norms stand before attention and network. Default true.</summary>
    [Option("Whether norms stand before attention and network.")]
    public bool NormFirst { get; init; } = true;

    /// <summary>Probability of being dropped in training. Default 0.</summary>
    [Option("Probability of being dropped in training.", Least = 0, Most = 1, BelowMost = true)]
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override int Count => Blocks;

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Transformer;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => input.Rank == 2
        ? (new TransformerBlock(input[1], Heads, causal: Causal, normFirst: NormFirst, dropout: Dropout), input)
        : throw new ShapeException($"transformer: a sample of shape {input} comes in; a sequence (length, features) is expected");
}
