namespace Weir.Tensors.Backends.Simd;

/// <summary>What happens to C besides the product: C = activation([C +] A·B [+ bias]). The default does nothing.</summary>
internal readonly unsafe struct ProductEpilogue
{
    /// <summary>One number for each column, added to each row, or null. 64 bytes past its end may be read.</summary>
    public float* Bias { get; init; }

    /// <summary>Whether the product is added to what C holds.</summary>
    public bool Accumulate { get; init; }

    /// <summary>
    /// Applied in place to contiguous pieces of finished rows: (pointer, count, <see cref="Parameter"/>); or null. Pieces
    /// may be as short as one tile, so it has to be elementwise.
    /// </summary>
    public delegate*<float*, nint, float, void> Activation { get; init; }

    /// <summary>Handed to the activation.</summary>
    public float Parameter { get; init; }

    /// <summary>
    /// Takes each tile of the product instead of C, which it reads and writes as it likes: (tile, its vectors a row, rows, lanes of the
    /// last vector that count, where the tile is in C, <see cref="Consumer"/>); or null. Only <see cref="TailProduct{TSimd, TVector}"/> and
    /// <see cref="PanelProduct{TSimd, TVector}"/> have it, up to <see cref="PanelProduct{TSimd, TVector}.WholeDepth"/>.
    /// </summary>
    public delegate*<float*, int, int, int, float*, void*, void> Consume { get; init; }

    /// <summary>Handed to <see cref="Consume"/>.</summary>
    public void* Consumer { get; init; }

    /// <summary>Entry (0, 0) of a matrix of C's size that is combined with the result next, and is fetched meanwhile; or null.</summary>
    public float* Upcoming { get; init; }

    /// <summary>Distance between its rows.</summary>
    public nint UpcomingRow { get; init; }

    /// <summary>The same for the columns from <paramref name="column"/> on.</summary>
    public ProductEpilogue From(nint column) => new()
    {
        Bias = Bias == null ? null : Bias + column,
        Accumulate = Accumulate,
        Activation = Activation,
        Parameter = Parameter,
        Consume = Consume,
        Consumer = Consumer,
        Upcoming = Upcoming == null ? null : Upcoming + column,
        UpcomingRow = UpcomingRow,
    };
}
