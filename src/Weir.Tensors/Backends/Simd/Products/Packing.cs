using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Copies blocks of matrices into the order in which the tiles read them.</summary>
internal static unsafe class Packing<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Steps that are transposed before the next rows: a panel of this depth, which is written in pieces of 4, takes 12 KB of
    /// the first-level cache.
    /// </summary>
    private const int TransposeDepth = 64;

    /// <summary>
    /// Columns of B as panels, one after the other: each panel holds, row by row, the columns of one tile. Lanes beyond the
    /// last column hold anything.
    /// </summary>
    public static void Columns(MatrixView b, int k, Partition panels, int n, float* target)
    {
        if (b.ColumnStride == 1)
            Rows(b, k, panels, target);
        else
            Transposed(b, k, panels, n, target);
    }

    /// <summary>Rows of A so that entry (i, p) is at target[p·rows + i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowGroup(MatrixView a, int rows, int k, float* target)
    {
        if (a.RowStride == 1)
        {
            for (nint p = 0; p < k; p++)
            {
                float* source = a.Data + (p * a.ColumnStride);
                float* entries = target + (p * rows);
                nint i = 0;
                for (; i + 4 <= rows; i += 4)
                    Vector128.Store(Vector128.Load(source + i), entries + i);
                for (; i < rows; i++)
                    entries[i] = source[i];
            }
        }
        else
        {
            Transpose(a.Data, a.RowStride, a.ColumnStride, rows, k, target, rows);
        }
    }

    /// <summary>
    /// Row by row of B across all panels: long contiguous runs, which the prefetcher follows; a walk down the rows of a
    /// single panel would touch a new page with each step when B is wide.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(MatrixView b, int k, Partition panels, float* target)
    {
        nint count = TSimd.Count;
        for (nint p = 0; p < k; p++)
        {
            float* source = b.Data + (p * b.RowStride);
            float* panel = target;
            for (int i = 0; i < panels.Count; i++)
            {
                nint vectors = panels.Size(i);
                float* row = panel + (p * vectors * count);
                for (nint v = 0; v < vectors; v++)
                    TSimd.Store(row + (v * count), TSimd.Load(source + (v * count)));
                source += vectors * count;
                panel += k * vectors * count;
            }
        }
    }

    private static void Transposed(MatrixView b, int k, Partition panels, int n, float* target)
    {
        int done = 0;
        for (int i = 0; i < panels.Count; i++)
        {
            int width = panels.Size(i) * TSimd.Count;
            Transpose(b.From(0, done).Data, b.ColumnStride, b.RowStride, Math.Min(width, n - done), k, target, width);
            target += (nint)k * width;
            done += width;
        }
    }

    /// <summary>target[p·width + i] = source[i·row + p·step] for all i and p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint row, nint step, int rows, int k, float* target, nint width)
    {
        int transposed = 0;
        if (step == 1)
        {
            int whole = rows / TSimd.Count * TSimd.Count;
            transposed = rows & ~3;
            for (int start = 0; start < k; start += TransposeDepth)
            {
                int depth = Math.Min(TransposeDepth, k - start);
                Strips<TSimd, TVector>(source + start, row, 0, whole, depth, target + (start * width), width);
                Strips<Simd128, Vector128<float>>(source + start, row, whole, transposed, depth, target + (start * width), width);
            }
        }

        for (nint i = transposed; i < rows; i++)
        {
            for (nint p = 0; p < k; p++)
                target[(p * width) + i] = source[(i * row) + (p * step)];
        }
    }

    /// <summary>Rows from <paramref name="first"/> to <paramref name="end"/>, as many at a time as a vector has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strips<TStrip, TLanes>(float* source, nint row, int first, int end, int k, float* target, nint width)
        where TStrip : ISimd<TLanes>
        where TLanes : struct
    {
        for (nint i = first; i < end; i += TStrip.Count)
        {
            float* strip = source + (i * row), column = target + i;
            nint p = 0;
            for (; p + TStrip.Count <= k; p += TStrip.Count)
            {
                TStrip.Transpose(strip + p, row, column, width);
                column += TStrip.Count * width;
            }

            for (; p + 4 <= k; p += 4)
            {
                QuadTranspose<TStrip, TLanes>.Transpose(strip + p, row, column, width);
                column += 4 * width;
            }

            for (; p < k; p++)
            {
                for (nint j = 0; j < TStrip.Count; j++)
                    column[j] = strip[(j * row) + p];
                column += width;
            }
        }
    }
}
