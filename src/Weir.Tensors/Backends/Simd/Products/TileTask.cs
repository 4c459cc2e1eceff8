namespace Weir.Tensors.Backends.Simd;

/// <summary>What a tile reads and writes, for <see cref="TileKernel{TSimd, TVector}"/>.</summary>
internal unsafe struct TileTask
{
    /// <summary>Number of products of a stretch that are summed for each entry.</summary>
    public nint Run;

    /// <summary>Stretches that are summed; B goes on without a gap.</summary>
    public int Segments;

    /// <summary>How far A goes on from the end of a stretch to the next, as from a row of an image to the next.</summary>
    public nint AJump;

    /// <summary>Entry (0, 0) of the rows of A; (i, p) is at A[i·ARow + p·AStep].</summary>
    public float* A;

    /// <summary>Distance between rows of A.</summary>
    public nint ARow;

    /// <summary>Distance between entries of a row of A.</summary>
    public nint AStep;

    /// <summary>First of the columns of B; row p starts at B + p·BStep.</summary>
    public float* B;

    /// <summary>Distance between rows of B.</summary>
    public nint BStep;

    /// <summary>Entry (0, 0) of the tile.</summary>
    public float* C;

    /// <summary>Distance between rows of C.</summary>
    public nint CRow;

    /// <summary>Added to each row, or null.</summary>
    public float* Bias;

    /// <summary>Whether the sums are added to what C holds.</summary>
    public bool Load;

    /// <summary>Number of lanes of the last vector that belong to the result.</summary>
    public int Last;

    /// <summary>
    /// One less than a power of two: so many steps lie between two that fetch. Memory from afar that is asked for at once holds up the
    /// sums.
    /// </summary>
    public int Pace;

    /// <summary>
    /// Rows of B, or a stretch of A, that a later tile will need, of which as much as a row of the tile is fetched at a time; or null.
    /// </summary>
    public float* Fetch;

    /// <summary>Distance between two such pieces.</summary>
    public nint FetchStep;

    /// <summary>What is read when the tile is done besides C, of which a row is fetched at a time; or null.</summary>
    public float* Prefetch;

    /// <summary>Distance between its rows.</summary>
    public nint PrefetchRow;
}
