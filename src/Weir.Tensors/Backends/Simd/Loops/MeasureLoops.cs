using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// One pass over a matrix of samples × units that gathers all sums of a <see cref="SignalMeasure"/>, a vector of units
/// at a time. Each unit is shifted by its first sample, so that a small variance beside a large mean does not cancel, and all
/// is worked out times a magnification (a power of two), so that squares of tiny or huge entries stay in range; only a
/// careful pass (<see cref="IMeasurePass"/>) magnifies.
/// </summary>
internal static unsafe class MeasureLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows whose sums stay in float32 before float64 takes over.</summary>
    private const int BlockRows = 1024;

    /// <summary>Entries of a block that is gone through column by column: 32 KB, which stay in the first-level cache.</summary>
    private const int BlockEntries = 8192;

    /// <summary>What is kept of a column of vectors from block to block: shift, unit, d1, d2, s1, s2, t2, z, o, q, r.</summary>
    private const int Kept = 11;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SignalMeasure Columns<TPass>(float* x, int rows, int columns, int first, int end, float low, float high,
        float magnification, float* unitMax)
        where TPass : struct, IMeasurePass
    {
        TVector lowest = TSimd.Create(low), highest = TSimd.Create(high), magnify = TSimd.Create(magnification);
        TVector max = TSimd.Zero;
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
                TVector s1 = TSimd.Zero, s2 = TSimd.Zero, t2 = TSimd.Zero, z = TSimd.Zero, o = TSimd.Zero, q = TSimd.Zero, r = TSimd.Zero;
                Rows<TPass>(ref at, stop - start, columns, mask, magnify, shift, lowest, highest, ref unit, ref s1, ref s2, ref t2, ref z,
                    ref o, ref q, ref r);
                d1 = TSimd.Add(d1, s1);
                d2 = TSimd.Add(d2, TSimd.Add(s2, t2));
                squares += TSimd.Sum(TSimd.Add(q, r));
                zeros += TSimd.Sum(TSimd.And(mask, z));
                outside += TSimd.Sum(TSimd.And(mask, o));
            }

            max = TSimd.Max(max, unit);
            TVector scale = TSimd.Create(1f / rows);
            TVector mean = TSimd.Multiply(d1, scale);
            sum += (double)TSimd.Sum(d1) + ((double)rows * TSimd.Sum(shift));
            // Rounding can leave a tiny negative variance where all entries are equal.
            variance += TSimd.Sum(TSimd.Max(TSimd.Zero, TSimd.Subtract(TSimd.Multiply(d2, scale), TSimd.Multiply(mean, mean))));
            if (unitMax is not null)
                KeepMax(unitMax + column, unit, end - column);
        }

        double once = magnification, twice = once * once;
        return new SignalMeasure((long)rows * (end - first), sum / once, squares / twice, variance / twice, TSimd.Max(max), zeros, outside);
    }

    /// <summary>
    /// The same, to the same bits, where the matrix is tall: memory is gone through once, as it lies, instead of once for each vector of
    /// columns, and what belongs to a column waits in <paramref name="state"/> (<see cref="StateOf"/>).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SignalMeasure Tall<TPass>(float* x, int rows, int columns, int first, int end, float low, float high, float magnification,
        float* unitMax, float* state)
        where TPass : struct, IMeasurePass
    {
        TVector lowest = TSimd.Create(low), highest = TSimd.Create(high), magnify = TSimd.Create(magnification), max = TSimd.Zero;
        nint n = TSimd.Count;
        int vectors = (int)((end - first + n - 1) / n), blocks = (rows + BlockRows - 1) / BlockRows, step = StepOf(columns);
        double* parts = (double*)(state + (vectors * Kept * n));
        for (int v = 0; v < vectors; v++)
        {
            float* kept = state + (v * Kept * n);
            for (int i = 1; i < Kept; i++)
                TSimd.Store(kept + (i * n), TSimd.Zero);
            TSimd.Store(kept, TSimd.Multiply(magnify,
                TSimd.And(TSimd.FirstLanes((int)(end - first - (v * n))), TSimd.Load(x + first + (v * n)))));
        }

        for (int block = 0; block < blocks; block++)
        {
            int stop = Math.Min(rows, (block + 1) * BlockRows);
            for (int start = block * BlockRows; start < stop; start += step)
            {
                int count = Math.Min(step, stop - start);
                for (int v = 0; v < vectors; v++)
                {
                    float* kept = state + (v * Kept * n), at = x + ((nint)start * columns) + first + (v * n);
                    TVector unit = TSimd.Load(kept + n), s1 = TSimd.Load(kept + (4 * n)), s2 = TSimd.Load(kept + (5 * n)),
                        t2 = TSimd.Load(kept + (6 * n));
                    TVector z = TSimd.Load(kept + (7 * n)), o = TSimd.Load(kept + (8 * n)), q = TSimd.Load(kept + (9 * n)),
                        r = TSimd.Load(kept + (10 * n));
                    TVector mask = TSimd.FirstLanes((int)(end - first - (v * n)));
                    Rows<TPass>(ref at, count, columns, mask, magnify, TSimd.Load(kept), lowest, highest, ref unit, ref s1, ref s2, ref t2,
                        ref z, ref o, ref q, ref r);
                    TSimd.Store(kept + n, unit);
                    TSimd.Store(kept + (4 * n), s1);
                    TSimd.Store(kept + (5 * n), s2);
                    TSimd.Store(kept + (6 * n), t2);
                    TSimd.Store(kept + (7 * n), z);
                    TSimd.Store(kept + (8 * n), o);
                    TSimd.Store(kept + (9 * n), q);
                    TSimd.Store(kept + (10 * n), r);
                }
            }

            for (int v = 0; v < vectors; v++)
            {
                float* kept = state + (v * Kept * n);
                double* part = parts + (((v * blocks) + block) * 3);
                TVector mask = TSimd.FirstLanes((int)(end - first - (v * n)));
                TSimd.Store(kept + (2 * n), TSimd.Add(TSimd.Load(kept + (2 * n)), TSimd.Load(kept + (4 * n))));
                TSimd.Store(kept + (3 * n), TSimd.Add(TSimd.Load(kept + (3 * n)),
                    TSimd.Add(TSimd.Load(kept + (5 * n)), TSimd.Load(kept + (6 * n)))));
                part[0] = TSimd.Sum(TSimd.Add(TSimd.Load(kept + (9 * n)), TSimd.Load(kept + (10 * n))));
                part[1] = TSimd.Sum(TSimd.And(mask, TSimd.Load(kept + (7 * n))));
                part[2] = TSimd.Sum(TSimd.And(mask, TSimd.Load(kept + (8 * n))));
                for (int i = 4; i < Kept; i++)
                    TSimd.Store(kept + (i * n), TSimd.Zero);
            }
        }

        double sum = 0, squares = 0, variance = 0, zeros = 0, outside = 0;
        TVector scale = TSimd.Create(1f / rows);
        for (int v = 0; v < vectors; v++)
        {
            float* kept = state + (v * Kept * n);
            for (double* part = parts + (v * blocks * 3); part < parts + ((v + 1) * blocks * 3); part += 3)
            {
                squares += part[0];
                zeros += part[1];
                outside += part[2];
            }

            TVector unit = TSimd.Load(kept + n), d1 = TSimd.Load(kept + (2 * n)), mean = TSimd.Multiply(d1, scale);
            max = TSimd.Max(max, unit);
            sum += (double)TSimd.Sum(d1) + ((double)rows * TSimd.Sum(TSimd.Load(kept)));
            variance += TSimd.Sum(TSimd.Max(TSimd.Zero,
                TSimd.Subtract(TSimd.Multiply(TSimd.Load(kept + (3 * n)), scale), TSimd.Multiply(mean, mean))));
            if (unitMax is not null)
                KeepMax(unitMax + first + (v * n), unit, (int)(end - first - (v * n)));
        }

        double once = magnification, twice = once * once;
        return new SignalMeasure((long)rows * (end - first), sum / once, squares / twice, variance / twice, TSimd.Max(max), zeros, outside);
    }

    /// <summary>Whether a matrix is tall enough for <see cref="Tall"/>.</summary>
    public static bool IsTall(int rows, int columns) => columns > TSimd.Count && rows > 2 * StepOf(columns);

    /// <summary>Numbers of state that <see cref="Tall"/> needs.</summary>
    public static nint StateOf(int rows, int columns)
    {
        nint vectors = (columns + TSimd.Count - 1) / TSimd.Count, blocks = (rows + BlockRows - 1) / BlockRows;
        return (vectors * Kept * TSimd.Count) + (vectors * blocks * 3 * 2);
    }

    /// <summary>An even number, since rows alternate between two sums.</summary>
    private static int StepOf(int columns) => Math.Clamp(BlockEntries / columns, 8, BlockRows) & -2;

    /// <summary>
    /// Some rows of one vector of columns. Squares go to two sums in turn: a chain of additions takes as long as they follow one another.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<TPass>(
        ref float* at, int count, int columns, TVector mask, TVector magnify, TVector shift, TVector lowest, TVector highest,
        ref TVector unit, ref TVector s1, ref TVector s2, ref TVector t2, ref TVector z, ref TVector o, ref TVector q, ref TVector r)
        where TPass : struct, IMeasurePass
    {
        for (; count > 1; count -= 2, at += 2 * columns)
        {
            Row<TPass>(at, mask, magnify, shift, lowest, highest, ref unit, ref s1, ref s2, ref z, ref o, ref q);
            Row<TPass>(at + columns, mask, magnify, shift, lowest, highest, ref unit, ref s1, ref t2, ref z, ref o, ref r);
        }

        if (count > 0)
        {
            Row<TPass>(at, mask, magnify, shift, lowest, highest, ref unit, ref s1, ref s2, ref z, ref o, ref q);
            at += columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TPass>(
        float* at, TVector mask, TVector magnify, TVector shift, TVector lowest, TVector highest,
        ref TVector unit, ref TVector s1, ref TVector s2, ref TVector z, ref TVector o, ref TVector q)
        where TPass : struct, IMeasurePass
    {
        TVector one = TSimd.Create(1), value = TSimd.And(mask, TSimd.Load(at)), large = TPass.Careful ? TSimd.Multiply(magnify, value)
            : value;
        TVector d = TSimd.Subtract(large, shift);
        s1 = TSimd.Add(s1, d);
        s2 = TSimd.MultiplyAdd(d, d, s2);
        q = TSimd.MultiplyAdd(large, large, q);
        unit = TPass.Careful ? TSimd.Max(unit, TSimd.Abs(value)) : TSimd.MaxOfNumbers(unit, TSimd.Abs(value));
        z = TSimd.Select(TSimd.AreEqual(value, TSimd.Zero), TSimd.Add(z, one), z);
        // What is not above the lower limit, or not a number, counts like the upper one.
        TVector inside = TPass.Careful
            ? TSimd.LessThan(TSimd.Select(TSimd.LessThan(lowest, value), value, highest), highest)
            : TSimd.LessThan(lowest, value);
        o = TSimd.Select(inside, o, TSimd.Add(o, one));
    }

    /// <summary>The caller's memory ends with the last unit, so nothing behind it may be read either.</summary>
    private static void KeepMax(float* target, TVector unit, int count)
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
