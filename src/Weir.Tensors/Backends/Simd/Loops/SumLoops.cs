using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Sums in a fixed order: float32 lanes within a block, float64 or a second float32 level across blocks.</summary>
internal static unsafe class SumLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries of a contiguous sum that are added in float32 before float64 takes over.</summary>
    private const int Block = 4096;

    /// <summary>Rows of a column sum that are added in one level.</summary>
    private const int BlockRows = 256;

    /// <summary>Σ x, or Σ x² where <paramref name="squares"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Contiguous(float* x, nint length, bool squares)
    {
        double total = 0;
        for (nint start = 0; start < length; start += Block)
        {
            nint end = Math.Min(start + Block, length), i = start;
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
            for (; i <= end - (4 * TSimd.Count); i += 4 * TSimd.Count)
            {
                TVector a = TSimd.Load(x + i), b = TSimd.Load(x + i + TSimd.Count), c = TSimd.Load(x + i + (2 * TSimd.Count)), d = TSimd.Load(x + i + (3 * TSimd.Count));
                if (squares)
                {
                    s0 = TSimd.MultiplyAdd(a, a, s0);
                    s1 = TSimd.MultiplyAdd(b, b, s1);
                    s2 = TSimd.MultiplyAdd(c, c, s2);
                    s3 = TSimd.MultiplyAdd(d, d, s3);
                }
                else
                {
                    s0 = TSimd.Add(a, s0);
                    s1 = TSimd.Add(b, s1);
                    s2 = TSimd.Add(c, s2);
                    s3 = TSimd.Add(d, s3);
                }
            }

            double sum = TSimd.Sum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
            for (; i < end; i++)
                sum += squares ? (double)x[i] * x[i] : x[i];
            total += sum;
        }

        return total;
    }

    /// <summary>y[i] (+)= scale·Σₙ x[n, i] for columns first … end − 1 of a matrix of <paramref name="count"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(float* x, float* y, int count, int inner, int first, int end, float scale, bool accumulate)
    {
        TVector factor = TSimd.Create(scale);
        for (int column = first; column < end; column += TSimd.Count)
        {
            TVector total = TSimd.Zero;
            float* at = x + column;
            for (int start = 0; start < count; start += BlockRows)
            {
                TVector s0 = TSimd.Zero, s1 = TSimd.Zero;
                int rows = Math.Min(BlockRows, count - start), row = 0;
                for (; row < rows - 1; row += 2, at += 2 * (nint)inner)
                {
                    s0 = TSimd.Add(s0, TSimd.Load(at));
                    s1 = TSimd.Add(s1, TSimd.Load(at + inner));
                }

                if (row < rows)
                {
                    s0 = TSimd.Add(s0, TSimd.Load(at));
                    at += inner;
                }

                total = TSimd.Add(total, TSimd.Add(s0, s1));
            }

            TVector value = TSimd.Multiply(total, factor);
            if (accumulate)
                value = TSimd.Add(value, TSimd.Load(y + column));
            ElementLoops<TSimd, TVector>.StoreFirst(y + column, value, end - column);
        }
    }
}
