using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A product of few rows with a transposed matrix (dx = dy·wᵀ): neither side is turned, w is read once and contiguously.
/// </summary>
internal static unsafe class DotProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Whether this way is the faster (measured). It saves turning B, some work for each of its k·n entries, and costs some
    /// for each of the m·n entries of C, to add up the lanes, and a little for each of the m·n·k multiplications.
    /// </summary>
    public static bool Suits(int m, int n, int k, MatrixView a, MatrixView b) =>
        a.ColumnStride == 1 && b.RowStride == 1 && k > 0 && (n <= DotKernel<TSimd, TVector>.Columns || (long)m * (768 + k) < 256L * k);

    /// <summary>C = A·B with epilogue, where A has column stride 1 and B row stride 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        Partition groups = Partition.OfAtMost(DotKernel<TSimd, TVector>.Rows, m);
        for (int j = 0; j < n; j += DotKernel<TSimd, TVector>.Columns)
        {
            int columns = Math.Min(DotKernel<TSimd, TVector>.Columns, n - j);
            float* bias = epilogue.Bias == null ? null : epilogue.Bias + j;
            float* column = b.Data + (j * b.ColumnStride);
            for (int g = 0; g < groups.Count; g++)
            {
                nint top = groups.Start(g);
                float* row = a.Data + (top * a.RowStride);
                float* corner = c + (top * ldc) + j;
                switch (groups.Size(g))
                {
                    case 1:
                        DotKernel<TSimd, TVector>.Run<One>(k, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, epilogue.Accumulate);
                        break;
                    case 2:
                        DotKernel<TSimd, TVector>.Run<Two>(k, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, epilogue.Accumulate);
                        break;
                    case 3:
                        DotKernel<TSimd, TVector>.Run<Three>(k, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, epilogue.Accumulate);
                        break;
                    case 4:
                        DotKernel<TSimd, TVector>.Run<Four>(k, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, epilogue.Accumulate);
                        break;
                    default:
                        DotKernel<TSimd, TVector>.Run<Five>(k, row, a.RowStride, column, b.ColumnStride, corner, ldc, columns, bias, epilogue.Accumulate);
                        break;
                }
            }
        }

        if (epilogue.Activation == null)
            return;
        for (nint i = 0; i < m; i++)
            epilogue.Activation(c + (i * ldc), n, epilogue.Parameter);
    }
}
