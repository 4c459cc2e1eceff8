using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A product that may be a few columns wider than whole vectors, as 100 is six of 16 and 4 more. A vector for the rest, the tail, would be
/// three quarters empty at each step; instead its columns are worked out along k, or along the rows where these lie side by side, where
/// every lane counts.
/// </summary>
internal static unsafe class TailProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Below this depth adding up the lanes costs what the fuller vectors save (measured).</summary>
    private const int LeastDepth = 64;

    /// <summary>
    /// Rows that lie side by side from which on a tail is worked out on its own: two pairs of vectors. With 100 rows it saves 8 to 14 %.
    /// </summary>
    private const int LeastRows = 64;

    /// <summary>From so many vectors on the tail is too small a share to count.</summary>
    private const int MostVectors = 12;

    /// <summary>Columns beyond whole vectors that are worked out on their own; 0 where that is not the faster way.</summary>
    public static int Of(int m, int n, int k, MatrixView a)
    {
        int tail = n % TSimd.Count, vectors = n / TSimd.Count;
        if (tail > TSimd.Count / 4 || vectors is 0 or >= MostVectors)
            return 0;
        bool along = a.ColumnStride == 1 && m > 1 && k >= LeastDepth, across = a.RowStride == 1 && a.ColumnStride != 1 && m >= LeastRows;
        return along || across ? tail : 0;
    }

    /// <summary>C = A·B with epilogue, of which the last columns, as many as <see cref="Of"/> says, are worked out on their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        int tail = Of(m, n, k, a), whole = n - tail;
        if (tail == 0)
        {
            PanelProduct<TSimd, TVector>.Run(scratch, m, n, k, a, b, c, ldc, epilogue);
            return;
        }

        ProductEpilogue sums = epilogue with { Activation = null };
        PanelProduct<TSimd, TVector>.Run(scratch, m, whole, k, a, b, c, ldc, sums);
        MatrixView columns = b.From(0, whole);
        if (a.ColumnStride == 1)
            Along(scratch, tail, m, k, a, columns, c + whole, ldc, sums.From(whole));
        else
            TailColumns<TSimd, TVector>.Run(scratch, m, tail, k, a, columns, c + whole, ldc, sums.From(whole));
        for (nint i = 0; epilogue.Activation != null && i < m; i++)
            epilogue.Activation(c + (i * ldc), n, epilogue.Parameter);
    }

    /// <summary>Columns of a product whose rows of A are contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Along(
        Scratch scratch, int tail, int m, int k, MatrixView a, MatrixView columns, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        using Scratch.Frame frame = scratch.Open();
        if (columns.RowStride != 1)
        {
            float* transposed = frame.Take((nint)tail * k);
            Packing<TSimd, TVector>.Transpose(columns.Data, columns.RowStride, columns.ColumnStride, k, tail, transposed, k);
            columns = new MatrixView(transposed, 1, k);
        }

        DotProduct<TSimd, TVector>.Run(m, tail, k, a, columns, c, ldc, epilogue);
    }
}
