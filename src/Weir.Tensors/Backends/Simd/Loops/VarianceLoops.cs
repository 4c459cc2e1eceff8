using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The variance of each entry across samples. Memory is gone through sample by sample in stretches of 8 KB, and every entry is shifted by
/// its first sample, so that a small variance beside a large mean does not cancel; equal samples have a variance of exactly 0.
/// </summary>
internal static unsafe class VarianceLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries of a stretch, whose sums stay in the first-level cache.</summary>
    public const int Stretch = 2048;

    /// <summary>Σ over entries first … end − 1 of the variance over samples, all taken times a magnification.</summary>
    /// <param name="x">Samples × entries.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="entries">Entries of a sample.</param>
    /// <param name="first">The first entry.</param>
    /// <param name="end">The end.</param>
    /// <param name="magnification">A power of two, so that squares stay in float32's range.</param>
    /// <param name="sums">Memory for <see cref="Stretch"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Total(float* x, int samples, int entries, int first, int end, float magnification, float* sums)
    {
        TVector magnify = TSimd.Create(magnification);
        double total = 0;
        for (int start = first; start < end; start += Stretch)
        {
            int count = Math.Min(Stretch, end - start);
            float* shift = x + start;
            for (int i = 0; i < count; i += TSimd.Count)
                TSimd.Store(sums + i, TSimd.Zero);
            // Σ d² of all entries and, entry by entry, Σ d, with d = x − x of the first sample.
            double squares = 0;
            for (int sample = 1; sample < samples; sample++)
            {
                float* row = shift + ((nint)sample * entries);
                TVector even = TSimd.Zero, odd = TSimd.Zero;
                int i = 0;
                for (; i <= count - (2 * TSimd.Count); i += 2 * TSimd.Count)
                {
                    even = Add(row + i, shift + i, sums + i, magnify, even);
                    odd = Add(row + i + TSimd.Count, shift + i + TSimd.Count, sums + i + TSimd.Count, magnify, odd);
                }

                squares += TSimd.Sum(TSimd.Add(even, odd));
                for (; i < count; i += TSimd.Count)
                    squares += TSimd.Sum(AddFirst(row + i, shift + i, sums + i, magnify, count - i));
            }

            double means = 0;
            for (int i = 0; i < count; i++)
                means += (double)sums[i] * sums[i];
            // Rounding can leave a tiny negative variance where all entries are equal. What is not a number stays so.
            double variance = (squares - (means / samples)) / samples;
            total += variance < 0 ? 0 : variance;
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(float* x, float* shift, float* sums, TVector magnify, TVector squares)
    {
        TVector d = TSimd.Multiply(magnify, TSimd.Subtract(TSimd.Load(x), TSimd.Load(shift)));
        TSimd.Store(sums, TSimd.Add(TSimd.Load(sums), d));
        return TSimd.MultiplyAdd(d, d, squares);
    }

    /// <summary>The same with the first lanes alone.</summary>
    private static TVector AddFirst(float* x, float* shift, float* sums, TVector magnify, int count)
    {
        TVector mask = TSimd.FirstLanes(count);
        TVector d = TSimd.And(mask, TSimd.Multiply(magnify, TSimd.Subtract(TSimd.Load(x), TSimd.Load(shift))));
        TSimd.Store(sums, TSimd.Add(TSimd.Load(sums), d));
        return TSimd.Multiply(d, d);
    }
}
