using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// One pass over a matrix of samples × units that gathers all sums of a <see cref="SignalMeasure"/>, a vector of units
/// at a time. Each unit is shifted by its first sample, so that a small spread on a large offset does not cancel, and all
/// is worked out times a magnification (a power of two), so that squares of tiny or huge entries stay in range.
/// </summary>
internal static unsafe class MeasureLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows whose sums stay in float32 before float64 takes over.</summary>
    private const int BlockRows = 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SignalMeasure Columns(float* x, int rows, int columns, int first, int end, float low, float high, float magnification, float* unitLargest)
    {
        TVector lowest = TSimd.Create(low), highest = TSimd.Create(high), one = TSimd.Create(1), magnify = TSimd.Create(magnification);
        TVector largest = TSimd.Zero;
        double sum = 0, squares = 0, variance = 0, zeros = 0, outside = 0;
        for (int column = first; column < end; column += TSimd.Count)
        {
            TVector mask = TSimd.FirstLanes(end - column);
            float* at = x + column;
            TVector shift = TSimd.Multiply(magnify, TSimd.And(mask, TSimd.Load(at))), unit = TSimd.Zero;
            // Per unit: Σ d and Σ d² with d = x − shift.
            TVector d1 = TSimd.Zero, d2 = TSimd.Zero;
            for (int start = 0; start < rows; start += BlockRows)
            {
                int stop = Math.Min(rows, start + BlockRows);
                TVector s1 = TSimd.Zero, s2 = TSimd.Zero, z = TSimd.Zero, o = TSimd.Zero, q = TSimd.Zero;
                for (int row = start; row < stop; row++, at += columns)
                {
                    TVector value = TSimd.And(mask, TSimd.Load(at));
                    TVector large = TSimd.Multiply(magnify, value);
                    TVector d = TSimd.Subtract(large, shift);
                    s1 = TSimd.Add(s1, d);
                    s2 = TSimd.MultiplyAdd(d, d, s2);
                    q = TSimd.MultiplyAdd(large, large, q);
                    unit = TSimd.Max(unit, TSimd.Abs(value));
                    z = TSimd.Select(TSimd.AreEqual(value, TSimd.Zero), TSimd.Add(z, one), z);
                    TVector inside = TSimd.And(TSimd.LessThan(lowest, value), TSimd.LessThan(value, highest));
                    o = TSimd.Select(inside, o, TSimd.Add(o, one));
                }

                d1 = TSimd.Add(d1, s1);
                d2 = TSimd.Add(d2, s2);
                squares += TSimd.Sum(q);
                zeros += TSimd.Sum(TSimd.And(mask, z));
                outside += TSimd.Sum(TSimd.And(mask, o));
            }

            largest = TSimd.Max(largest, unit);
            TVector scale = TSimd.Create(1f / rows);
            TVector mean = TSimd.Multiply(d1, scale);
            sum += (double)TSimd.Sum(d1) + ((double)rows * TSimd.Sum(shift));
            // Rounding can leave a tiny negative variance where the spread is 0.
            variance += TSimd.Sum(TSimd.Max(TSimd.Zero, TSimd.Subtract(TSimd.Multiply(d2, scale), TSimd.Multiply(mean, mean))));
            if (unitLargest is not null)
                KeepLargest(unitLargest + column, unit, end - column);
        }

        double once = magnification, twice = once * once;
        return new SignalMeasure((long)rows * (end - first), sum / once, squares / twice, variance / twice, TSimd.Largest(largest), zeros, outside);
    }

    /// <summary>The caller's memory ends with the last unit, so nothing behind it may be read either.</summary>
    private static void KeepLargest(float* target, TVector unit, int count)
    {
        if (count >= TSimd.Count)
        {
            TSimd.Store(target, TSimd.Max(unit, TSimd.Load(target)));
            return;
        }

        float* lanes = stackalloc float[Storage.Line];
        TSimd.Store(lanes, unit);
        for (int i = 0; i < count; i++)
            target[i] = MathF.Max(target[i], lanes[i]);
    }
}
