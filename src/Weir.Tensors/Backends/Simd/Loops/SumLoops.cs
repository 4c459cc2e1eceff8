using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Sums in a fixed order: float32 lanes within a block, float64 or a second float32 level across blocks.</summary>
internal static unsafe class SumLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries of a contiguous sum that are added in float32 before float64 takes over.</summary>
    public const int Block = 4096;

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
                TVector a = TSimd.Load(x + i), b = TSimd.Load(x + i + TSimd.Count), c = TSimd.Load(x + i + (2 * TSimd.Count)),
                    d = TSimd.Load(x + i + (3 * TSimd.Count));
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
        int column = first;
        // Eight vectors side by side: a walk down the rows touches a new page with each row where the matrix is wide, and should not do so
        // for one line.
        for (; column <= end - (8 * TSimd.Count); column += 8 * TSimd.Count)
            Eight(x + column, y + column, count, inner, factor, accumulate);
        for (; column < end; column += TSimd.Count)
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

    /// <summary>The same for eight vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(float* x, float* y, int count, int inner, TVector factor, bool accumulate)
    {
        nint n = TSimd.Count;
        float* totals = stackalloc float[8 * Storage.Line];
        for (int start = 0; start < count; start += BlockRows)
        {
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero, s4 = TSimd.Zero, s5 = TSimd.Zero, s6 = TSimd.Zero,
                s7 = TSimd.Zero;
            for (int rows = Math.Min(BlockRows, count - start); rows > 0; rows--, x += inner)
            {
                s0 = TSimd.Add(s0, TSimd.Load(x));
                s1 = TSimd.Add(s1, TSimd.Load(x + n));
                s2 = TSimd.Add(s2, TSimd.Load(x + (2 * n)));
                s3 = TSimd.Add(s3, TSimd.Load(x + (3 * n)));
                s4 = TSimd.Add(s4, TSimd.Load(x + (4 * n)));
                s5 = TSimd.Add(s5, TSimd.Load(x + (5 * n)));
                s6 = TSimd.Add(s6, TSimd.Load(x + (6 * n)));
                s7 = TSimd.Add(s7, TSimd.Load(x + (7 * n)));
            }

            Keep(totals, s0, start > 0);
            Keep(totals + n, s1, start > 0);
            Keep(totals + (2 * n), s2, start > 0);
            Keep(totals + (3 * n), s3, start > 0);
            Keep(totals + (4 * n), s4, start > 0);
            Keep(totals + (5 * n), s5, start > 0);
            Keep(totals + (6 * n), s6, start > 0);
            Keep(totals + (7 * n), s7, start > 0);
        }

        for (nint i = 0; i < 8 * n; i += n)
        {
            TVector value = count == 0 ? TSimd.Zero : TSimd.Multiply(TSimd.Load(totals + i), factor);
            TSimd.Store(y + i, accumulate ? TSimd.Add(value, TSimd.Load(y + i)) : value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(float* total, TVector sum, bool add) => TSimd.Store(total, add ? TSimd.Add(TSimd.Load(total), sum) : sum);
}
