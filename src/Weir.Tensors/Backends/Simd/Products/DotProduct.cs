using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A product of few rows with a transposed matrix (dx = dy·wᵀ): neither side is transposed, w is read once and contiguously.
/// </summary>
internal static unsafe class DotProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Depth of a block: 9 rows of it, what a tile reads, take 18 KB of the first-level cache.</summary>
    private const int Depth = 512;

    /// <summary>Entries of A, all of which are read for each tile's columns: 256 KB of the second-level cache.</summary>
    private const int NearEntries = 64 * 1024;

    /// <summary>
    /// Whether this way is the faster (measured). It saves transposing B, some work for each of its k·n entries, and costs some
    /// for each of the m·n entries of C, to add up the lanes, and a little for each of the m·n·k multiplications.
    /// </summary>
    public static bool Suits(int m, int n, int k, MatrixView a, MatrixView b)
    {
        if (a.ColumnStride != 1 || b.RowStride != 1 || k == 0)
            return false;
        bool fewRows = (long)m * (768 + k) < 256L * k && (long)m * k <= NearEntries;
        return fewRows || n <= DotKernel<TSimd, TVector>.Columns;
    }

    /// <summary>C = A·B with epilogue, where A has column stride 1 and B row stride 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        Partition groups = Partition.OfAtMost(DotKernel<TSimd, TVector>.Rows, m);
        Partition depths = Partition.OfAtMost(Depth / TSimd.Count, (k + TSimd.Count - 1) / TSimd.Count);
        for (int d = 0; d < depths.Count; d++)
        {
            int start = depths.Start(d) * TSimd.Count;
            int depth = Math.Min(depths.Size(d) * TSimd.Count, k - start);
            bool load = d > 0 || epilogue.Accumulate;
            for (int j = 0; j < n; j += DotKernel<TSimd, TVector>.Columns)
            {
                int columns = Math.Min(DotKernel<TSimd, TVector>.Columns, n - j);
                float* bias = d > 0 || epilogue.Bias == null ? null : epilogue.Bias + j;
                float* column = b.From(start, j).Data;
                for (int g = 0; g < groups.Count; g++)
                {
                    nint top = groups.Start(g);
                    float* row = a.From(top, start).Data;
                    float* corner = c + (top * ldc) + j;
                    Tile(groups.Size(g), depth, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, load);
                }
            }
        }

        if (epilogue.Activation == null)
            return;
        for (nint i = 0; i < m; i++)
            epilogue.Activation(c + (i * ldc), n, epilogue.Parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(
        int rows, nint k, float* a, nint aRow, float* b, nint bColumn, float* c, nint cRow, int columns, float* bias, bool load)
    {
        switch (rows)
        {
            case 1:
                DotKernel<TSimd, TVector>.Run<One>(k, a, aRow, b, bColumn, c, cRow, columns, bias, load);
                break;
            case 2:
                DotKernel<TSimd, TVector>.Run<Two>(k, a, aRow, b, bColumn, c, cRow, columns, bias, load);
                break;
            case 3:
                DotKernel<TSimd, TVector>.Run<Three>(k, a, aRow, b, bColumn, c, cRow, columns, bias, load);
                break;
            case 4:
                DotKernel<TSimd, TVector>.Run<Four>(k, a, aRow, b, bColumn, c, cRow, columns, bias, load);
                break;
            default:
                DotKernel<TSimd, TVector>.Run<Five>(k, a, aRow, b, bColumn, c, cRow, columns, bias, load);
                break;
        }
    }
}
