namespace Weir.Nn;

/// <summary>
/// A causal transformer that says what character comes next: tokens (samples, length) become logits (samples, length, characters).
/// </summary>
public static class CharacterTransformer
{
    /// <summary>Makes the network.</summary>
    /// <param name="characters">How many characters there are.</param>
    /// <param name="length">The longest sequence. Default 128.</param>
    /// <param name="width">Features of a place. Default 128.</param>
    /// <param name="depth">Blocks. Default 4.</param>
    /// <param name="heads">Heads of the attention. Default 4.</param>
    /// <param name="dropout">Probability of being dropped in training. Default 0.</param>
    public static Sequential Build(int characters, int length = 128, int width = 128, int depth = 4, int heads = 4, double dropout = 0) =>
        new(
    [
        new Embedding(characters, width, new Normal(0.02)), new LearnedPositions(length, width),
        .. Enumerable.Range(0, depth).Select(_ => new TransformerBlock(width, heads, causal: true, dropout: dropout)),
        new LayerNorm(width), new Linear(width, characters),
    ]);
}
