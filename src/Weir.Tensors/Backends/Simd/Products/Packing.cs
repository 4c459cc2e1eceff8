using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Copies blocks of matrices into the order in which the tiles read them.</summary>
internal static unsafe class Packing<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Steps that are turned before the next rows: a panel of this depth, which is written in pieces of 4, takes 12 KB of
    /// the first-level cache.
    /// </summary>
    private const int TurnDepth = 64;

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
            Turn(a.Data, a.RowStride, a.ColumnStride, rows, k, target, rows);
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
            Turn(b.From(0, done).Data, b.ColumnStride, b.RowStride, Math.Min(width, n - done), k, target, width);
            target += (nint)k * width;
            done += width;
        }
    }

    /// <summary>target[p·width + i] = source[i·row + p·step] for all i and p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* source, nint row, nint step, int rows, int k, float* target, nint width)
    {
        int squares = step == 1 ? rows & ~3 : 0;
        for (nint start = 0; start < k; start += TurnDepth)
        {
            nint end = Math.Min(k, start + TurnDepth);
            for (nint i = 0; i < squares; i += 4)
            {
                float* first = source + (i * row);
                float* column = target + (start * width) + i;
                nint p = start;
                for (; p + 4 <= end; p += 4)
                {
                    Turn4(first + p, row, column, width);
                    column += 4 * width;
                }

                for (; p < end; p++)
                {
                    for (nint j = 0; j < 4; j++)
                        column[j] = first[(j * row) + p];
                    column += width;
                }
            }
        }

        for (nint i = squares; i < rows; i++)
        {
            for (nint p = 0; p < k; p++)
                target[(p * width) + i] = source[(i * row) + (p * step)];
        }
    }

    /// <summary>Transposes 4 × 4 entries in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(float* source, nint row, float* target, nint width)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + row);
        Vector128<float> c = Vector128.Load(source + (2 * row));
        Vector128<float> d = Vector128.Load(source + (3 * row));
        Vector128<float> ac = Low(a, c), bd = Low(b, d), ac2 = High(a, c), bd2 = High(b, d);
        Vector128.Store(Low(ac, bd), target);
        Vector128.Store(High(ac, bd), target + width);
        Vector128.Store(Low(ac2, bd2), target + (2 * width));
        Vector128.Store(High(ac2, bd2), target + (3 * width));
    }

    /// <summary>a0, b0, a1, b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>a2, b2, a3, b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
