namespace Weir.Tensors.Backends.Simd;

/// <summary>A block of each matrix, and how it is cut into tiles.</summary>
internal unsafe struct PanelBlock
{
    public int K;
    public Partition Groups;
    public Partition Panels;
    public MatrixView A;
    public MatrixView B;
    public float* PackedA;
    public float* PackedB;
    public float* C;
    public nint CRow;
    public float* Upcoming;
    public nint UpcomingRow;
    public float* Bias;
    public bool Load;

    /// <summary>Where a tile is put for the one who takes it, or null.</summary>
    public float* Tile;
    public delegate*<float*, int, int, int, float*, void*, void> Consume;
    public void* Consumer;

    /// <summary>Whether all groups of rows use a panel before the next, rather than a group all panels.</summary>
    public bool PanelsFirst;

    /// <summary>Whether B goes on to the right of the block.</summary>
    public bool More;

    /// <summary>See <see cref="TileTask.Pace"/>.</summary>
    public int Pace;

    /// <summary>Rows of a panel of B that a group fetches where all groups fetch it together.</summary>
    public nint Share;

    /// <summary>Lanes of the last vector that belong to the result.</summary>
    public int Last;

    /// <summary>One less than the largest power of two that is not above the steps.</summary>
    public static int PaceOf(int steps) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, steps) / 2 + 1) - 1;
}
