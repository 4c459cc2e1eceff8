using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The last one to four columns of a product xᵀ·dy, whose rows lie side by side in x: lanes are rows here, two vectors of them at a time,
/// and what comes out is transposed.
/// </summary>
internal static unsafe class TailColumns<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Columns that are worked out, wanted or not.</summary>
    private const int Columns = 4;

    /// <summary>C = A·B with epilogue, but for its activation.</summary>
    /// <param name="scratch">Working memory.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="tail">Columns of C, at most four.</param>
    /// <param name="k">Number of products summed for each entry.</param>
    /// <param name="a">A, whose rows lie side by side.</param>
    /// <param name="b">The columns of B.</param>
    /// <param name="c">Entry (0, 0) of C.</param>
    /// <param name="ldc">Distance between its rows.</param>
    /// <param name="epilogue">What happens besides.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Scratch scratch, int m, int tail, int k, MatrixView a, MatrixView b, float* c, nint ldc,
        in ProductEpilogue epilogue)
    {
        using Scratch.Frame frame = scratch.Open();
        float* transposed = frame.Take(Columns * TSimd.Count), tile = frame.Take(2 * TSimd.Count * TSimd.Count);
        if (b.ColumnStride != 1)
        {
            float* rows = frame.Take((nint)Columns * k);
            Packing<TSimd, TVector>.Transpose(b.Data, b.ColumnStride, b.RowStride, tail, k, rows, Columns);
            b = new MatrixView(rows, Columns, 1);
        }

        bool plain = tail == Columns && epilogue.Consume == null && !epilogue.Accumulate && epilogue.Bias == null;
        for (nint i = 0; i < m;)
        {
            bool two = m - i >= 2 * TSimd.Count;
            int most = two ? 2 * TSimd.Count : TSimd.Count, rows = (int)Math.Min(m - i, most);
            float* target = c + (i * ldc), direct = plain && rows == most ? target : tile;
            nint row = direct == tile ? TSimd.Count : ldc;
            if (two)
                Block<Two>(k, a.Data + i, a.ColumnStride, b.Data, b.RowStride, transposed, direct, row);
            else
                Block<One>(k, a.Data + i, a.ColumnStride, b.Data, b.RowStride, transposed, direct, row);
            if (epilogue.Consume != null)
                epilogue.Consume(tile, 1, rows, tail, target, epilogue.Consumer);
            else if (direct == tile)
                Store(tile, rows, tail, target, ldc, epilogue);
            i += rows;
        }
    }

    /// <summary>One or two vectors of rows, whose four columns go to rows some distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TVectors>(nint k, float* a, nint aStep, float* b, nint bStep, float* transposed, float* target, nint row)
        where TVectors : IExtent
    {
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        for (; k > 0; k--)
        {
            TVector a0 = TSimd.Load(a), a1 = TVectors.Value > 1 ? TSimd.Load(a + TSimd.Count) : a0;
            TVector b0 = TSimd.Create(b[0]), b1 = TSimd.Create(b[1]), b2 = TSimd.Create(b[2]), b3 = TSimd.Create(b[3]);
            s00 = TSimd.MultiplyAdd(a0, b0, s00);
            s01 = TSimd.MultiplyAdd(a0, b1, s01);
            s02 = TSimd.MultiplyAdd(a0, b2, s02);
            s03 = TSimd.MultiplyAdd(a0, b3, s03);
            if (TVectors.Value > 1)
            {
                s10 = TSimd.MultiplyAdd(a1, b0, s10);
                s11 = TSimd.MultiplyAdd(a1, b1, s11);
                s12 = TSimd.MultiplyAdd(a1, b2, s12);
                s13 = TSimd.MultiplyAdd(a1, b3, s13);
            }

            a += aStep;
            b += bStep;
        }

        Transpose(s00, s01, s02, s03, transposed, target, row);
        if (TVectors.Value > 1)
            Transpose(s10, s11, s12, s13, transposed, target + (TSimd.Count * row), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(TVector s0, TVector s1, TVector s2, TVector s3, float* transposed, float* target, nint row)
    {
        QuadTranspose<TSimd, TVector>.Store(s0, s1, s2, s3, transposed, TSimd.Count);
        for (float* quad = transposed; quad < transposed + TSimd.Count; quad += 4)
        {
            for (nint i = 0; i < 4; i++, target += row)
                Vector128.Store(Vector128.Load(quad + (i * TSimd.Count)), target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(float* tile, int rows, int tail, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        for (nint i = 0; i < rows; i++, tile += TSimd.Count, c += ldc)
        {
            for (nint j = 0; j < tail; j++)
                c[j] = tile[j] + (epilogue.Accumulate ? c[j] : 0) + (epilogue.Bias == null ? 0 : epilogue.Bias[j]);
        }
    }
}
