namespace Weir.Tensors.Backends;

/// <summary>
/// Attention over sequences whose queries, keys and values lie side by side: (samples, length, 3, heads, size). The result is (samples,
/// length, heads, size).
/// </summary>
/// <param name="Samples">Sequences.</param>
/// <param name="Length">Places of a sequence.</param>
/// <param name="Heads">Heads, which do not see each other.</param>
/// <param name="Size">Features of a head.</param>
/// <param name="Causal">Whether a place sees itself and those before it only.</param>
internal readonly record struct AttentionShape(int Samples, int Length, int Heads, int Size, bool Causal)
{
    /// <summary>Features of a place in the result.</summary>
    public int Width => Heads * Size;

    /// <summary>Features of a place in what comes in.</summary>
    public int PartsWidth => 3 * Width;

    /// <summary>Numbers kept for the derivative: one for each query.</summary>
    public int Statistics => Samples * Heads * Length;

    /// <summary>Scores are multiplied by it: 1/√size.</summary>
    public float Scale => (float)(1 / Math.Sqrt(Size));

    /// <summary>How many places the one at <paramref name="place"/> sees.</summary>
    public int Seen(int place) => Causal ? place + 1 : Length;
}
