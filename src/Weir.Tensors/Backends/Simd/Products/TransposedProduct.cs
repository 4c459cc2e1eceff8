using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A product that is worked out as its transpose, Cᵀ = Bᵀ·Aᵀ, which is then transposed: with the transpose of a matrix that is larger than
/// the other two (dx = dy·wᵀ of a wide layer), so that w is read where it lies and only dy and the result are transposed; and a tall one of
/// great depth (dw = xᵀ·dy of a layer that contracts).
/// </summary>
internal static unsafe class TransposedProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries of the result that are worked out before they are transposed: 128 KB of the second-level cache.</summary>
    private const int BlockEntries = 32768;

    /// <summary>The largest tall result that is transposed, since it is worked out as a whole first: 4 MB of scratch.</summary>
    private const int TallEntries = 1024 * 1024;

    /// <summary>From this depth on transposing a tall result pays (measured).</summary>
    private const int DeepEnough = 512;

    /// <summary>Whether this way is the faster (measured).</summary>
    public static bool Suits(int m, int n, int k, MatrixView a, MatrixView b, in ProductEpilogue epilogue) =>
        !epilogue.Accumulate && epilogue.Bias == null && epilogue.Activation == null
            && (OfTransposed(m, n, k, a, b) || OfTall(m, n, k, a, b));

    /// <summary>dy·wᵀ: it transposes m·k + m·n entries instead of n·k, and more slowly.</summary>
    private static bool OfTransposed(int m, int n, int k, MatrixView a, MatrixView b) =>
        a.ColumnStride == 1 && b.RowStride == 1 && m >= TSimd.Count && 2L * m * ((long)n + k) < (long)n * k;

    /// <summary>
    /// xᵀ·dy of more inputs than outputs: the columns of x are as dear to gather as those of dy, and there are fewer of these.
    /// </summary>
    private static bool OfTall(int m, int n, int k, MatrixView a, MatrixView b) =>
        a.RowStride == 1 && a.ColumnStride != 1 && b.ColumnStride == 1 && m >= 2 * n && n >= 4 * TSimd.Count && k >= DeepEnough
            && (long)m * n <= TallEntries;

    /// <summary>C = A·B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc)
    {
        if (a.ColumnStride == 1)
            Transposed(scratch, m, n, k, a, b, c, ldc);
        else
            Tall(scratch, m, n, k, a, b, c, ldc);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tall(Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc)
    {
        int pitch = (m + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        using Scratch.Frame frame = scratch.Open();
        float* transposed = frame.Take((nint)n * pitch);
        PanelProduct<TSimd, TVector>.Run(scratch, n, m, k, new MatrixView(b.Data, 1, b.RowStride),
            new MatrixView(a.Data, a.ColumnStride, 1), transposed, pitch, default);
        Packing<TSimd, TVector>.Transpose(transposed, pitch, 1, n, m, c, ldc);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transposed(Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc)
    {
        int rows = Math.Clamp(BlockEntries / m / TileKernel<TSimd, TVector>.Rows
            * TileKernel<TSimd, TVector>.Rows, TileKernel<TSimd, TVector>.Rows, n);
        using Scratch.Frame frame = scratch.Open();
        float* transposed = frame.Take((nint)m * k), block = frame.Take((nint)rows * m);
        Packing<TSimd, TVector>.Transpose(a.Data, a.RowStride, 1, m, k, transposed, m);
        for (int start = 0; start < n; start += rows)
        {
            int height = Math.Min(rows, n - start);
            MatrixView left = new(b.Data + (start * b.ColumnStride), b.ColumnStride, 1);
            PanelProduct<TSimd, TVector>.Run(scratch, height, m, k, left, new MatrixView(transposed, m, 1), block, m, default);
            Packing<TSimd, TVector>.Transpose(block, m, 1, height, m, c + start, ldc);
        }
    }
}
