using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A tile of C, up to 5 rows by 4 columns, where A and the transpose of B both run along k: the lanes of a vector sum
/// different k and are added up at the end. 20 of 32 registers hold sums (8 of 16 with 2 rows).
/// </summary>
internal static unsafe class DotKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Columns of a tile: the sums of four vectors are added up together.</summary>
    public const int Columns = 4;

    /// <summary>Highest tile that the registers hold.</summary>
    public static int Rows => TSimd.Registers >= 32 ? 5 : 2;

    /// <summary>Computes one tile.</summary>
    /// <param name="k">Number of products summed for each entry, at least 1.</param>
    /// <param name="a">First row of A; row i starts at a + i·aRow.</param>
    /// <param name="aRow">Distance between rows of A.</param>
    /// <param name="b">First column of B, contiguous; column j starts at b + j·bColumn.</param>
    /// <param name="bColumn">Distance between columns of B.</param>
    /// <param name="c">Entry (0, 0) of the tile.</param>
    /// <param name="cRow">Distance between rows of C.</param>
    /// <param name="columns">Columns of the tile that exist, 1 to 4.</param>
    /// <param name="bias">Added to each row, or null.</param>
    /// <param name="load">Whether the sums are added to what C holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows>(
        nint k, float* a, nint aRow, float* b, nint bColumn, float* c, nint cRow, int columns, float* bias, bool load)
        where TRows : IExtent
    {
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero, s23 = TSimd.Zero;
        TVector s30 = TSimd.Zero, s31 = TSimd.Zero, s32 = TSimd.Zero, s33 = TSimd.Zero;
        TVector s40 = TSimd.Zero, s41 = TSimd.Zero, s42 = TSimd.Zero, s43 = TSimd.Zero;
        float* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow;

        // Columns that do not exist are taken from the last one that does, and not stored.
        float* b1 = columns > 1 ? b + bColumn : b;
        float* b2 = columns > 2 ? b1 + bColumn : b1;
        float* b3 = columns > 3 ? b2 + bColumn : b2;

        nint p = 0;
        for (; p + TSimd.Count <= k; p += TSimd.Count)
        {
            TVector v0 = TSimd.Load(b + p), v1 = TSimd.Load(b1 + p), v2 = TSimd.Load(b2 + p), v3 = TSimd.Load(b3 + p);
            MultiplyAdd(TSimd.Load(a + p), v0, v1, v2, v3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1)
                MultiplyAdd(TSimd.Load(a1 + p), v0, v1, v2, v3, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2)
                MultiplyAdd(TSimd.Load(a2 + p), v0, v1, v2, v3, ref s20, ref s21, ref s22, ref s23);
            if (TRows.Value > 3)
                MultiplyAdd(TSimd.Load(a3 + p), v0, v1, v2, v3, ref s30, ref s31, ref s32, ref s33);
            if (TRows.Value > 4)
                MultiplyAdd(TSimd.Load(a4 + p), v0, v1, v2, v3, ref s40, ref s41, ref s42, ref s43);
        }

        if (p < k)
        {
            // What lies beyond the end may be anything, not-a-number too: both sides are cleared there.
            TVector mask = TSimd.FirstLanes((int)(k - p));
            TVector v0 = TSimd.And(mask, TSimd.Load(b + p)), v1 = TSimd.And(mask, TSimd.Load(b1 + p));
            TVector v2 = TSimd.And(mask, TSimd.Load(b2 + p)), v3 = TSimd.And(mask, TSimd.Load(b3 + p));
            MultiplyAdd(TSimd.And(mask, TSimd.Load(a + p)), v0, v1, v2, v3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1)
                MultiplyAdd(TSimd.And(mask, TSimd.Load(a1 + p)), v0, v1, v2, v3, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2)
                MultiplyAdd(TSimd.And(mask, TSimd.Load(a2 + p)), v0, v1, v2, v3, ref s20, ref s21, ref s22, ref s23);
            if (TRows.Value > 3)
                MultiplyAdd(TSimd.And(mask, TSimd.Load(a3 + p)), v0, v1, v2, v3, ref s30, ref s31, ref s32, ref s33);
            if (TRows.Value > 4)
                MultiplyAdd(TSimd.And(mask, TSimd.Load(a4 + p)), v0, v1, v2, v3, ref s40, ref s41, ref s42, ref s43);
        }

        Vector128<float> offset = bias == null ? Vector128<float>.Zero : Vector128.Load(bias);
        Finish(c, columns, offset, load, TSimd.SumEach(s00, s01, s02, s03));
        if (TRows.Value > 1)
            Finish(c + cRow, columns, offset, load, TSimd.SumEach(s10, s11, s12, s13));
        if (TRows.Value > 2)
            Finish(c + (2 * cRow), columns, offset, load, TSimd.SumEach(s20, s21, s22, s23));
        if (TRows.Value > 3)
            Finish(c + (3 * cRow), columns, offset, load, TSimd.SumEach(s30, s31, s32, s33));
        if (TRows.Value > 4)
            Finish(c + (4 * cRow), columns, offset, load, TSimd.SumEach(s40, s41, s42, s43));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(
        TVector a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TSimd.MultiplyAdd(a, b0, s0);
        s1 = TSimd.MultiplyAdd(a, b1, s1);
        s2 = TSimd.MultiplyAdd(a, b2, s2);
        s3 = TSimd.MultiplyAdd(a, b3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(float* c, int columns, Vector128<float> offset, bool load, Vector128<float> sums)
    {
        sums += offset;
        if (load)
            sums += Vector128.Load(c);
        if (columns == Columns)
            Vector128.Store(sums, c);
        else
            Simd128.StoreFirst(c, sums, columns);
    }
}
