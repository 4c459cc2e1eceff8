namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Copies a kernel into panels, the threads sharing the panels. The kernel is cut into taps, each a matrix of its own: forward
/// channels × outputs, backward its transpose, in the order of <see cref="FirstTap"/> and the steps between taps.
/// </summary>
internal unsafe struct KernelPacking<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public MatrixView FirstTap;
    public int TapRows;
    public int TapColumns;

    /// <summary>Distance from a tap to the one below, in numbers; negative where the kernel is flipped.</summary>
    public nint Down;

    /// <summary>Distance from a tap to the next of its row.</summary>
    public nint Right;

    /// <summary>Rows of the matrix of a tap.</summary>
    public int Depth;

    /// <summary>Its columns.</summary>
    public int Units;
    public float* Target;
    public int Parts;

    /// <summary>Numbers that the panels take.</summary>
    public static nint Size(int depth, int units) => (nint)depth * ((units + TSimd.Count - 1) / TSimd.Count) * TSimd.Count;

    public readonly void Execute(int part)
    {
        Partition panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, (Units + TSimd.Count - 1) / TSimd.Count);
        nint whole = (nint)TapRows * TapColumns * Depth;
        for (int p = panels.Count * part / Parts; p < panels.Count * (part + 1) / Parts; p++)
        {
            int left = panels.Start(p) * TSimd.Count, width = panels.Size(p) * TSimd.Count;
            Partition one = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, panels.Size(p));
            float* target = Target + (left * whole);
            for (int k = 0; k < TapRows; k++)
            {
                for (int l = 0; l < TapColumns; l++, target += (nint)Depth * width)
                {
                    MatrixView tap = new(FirstTap.Data + (k * Down) + (l * Right), FirstTap.RowStride, FirstTap.ColumnStride);
                    Packing<TSimd, TVector>.Columns(tap.From(0, left), Depth, one, Math.Min(width, Units - left), target);
                }
            }
        }
    }
}
