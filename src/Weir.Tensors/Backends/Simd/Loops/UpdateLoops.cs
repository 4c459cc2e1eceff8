using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Whether an update also measures; a type, so that the loop without measuring is compiled without it.</summary>
internal interface IMeasuring
{
    static abstract bool Enabled { get; }
}

/// <summary>The update measures.</summary>
internal readonly struct Measured : IMeasuring
{
    public static bool Enabled => true;
}

/// <summary>The update only moves.</summary>
internal readonly struct Unmeasured : IMeasuring
{
    public static bool Enabled => false;
}

/// <summary>Moves weights by a rule, and sums what it sees while it is in registers.</summary>
internal static unsafe class UpdateLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostLanes = 16;

    /// <summary>Entries whose sums stay in float32 before float64 takes over.</summary>
    private const int Block = 4096;

    /// <summary>
    /// 2³⁰: gradients and changes are squared this much larger, so that those of a vanishing gradient, down to 1e-28, do
    /// not underflow in float32; the price is that they overflow to ∞ above 1e10.
    /// </summary>
    private const float Magnification = 1 << 30;

    /// <summary>Moves exactly <paramref name="length"/> weights: those behind may belong to another thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TOperator, TMeasuring>(float* w, float* g, float* first, float* second, nint length, in UpdateRates rates, ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        TVector scale = TSimd.Create(rates.GradientScale);
        nint i = 0;
        while (i <= length - TSimd.Count)
        {
            nint end = Math.Min(length - TSimd.Count + 1, i + Block);
            Sums sums = default;
            for (; i < end; i += TSimd.Count)
                Step<TOperator, TMeasuring>(w + i, g + i, first is null ? null : first + i, second is null ? null : second + i, scale, rates, ref sums);
            if (TMeasuring.Enabled)
                sums.AddTo(ref measure);
        }

        if (i == length)
            return;
        // The last few go through a vector of their own, filled up with zeros.
        nint rest = length - i;
        float* lanes = stackalloc float[4 * MostLanes];
        new Span<float>(lanes, 4 * MostLanes).Clear();
        for (nint j = 0; j < rest; j++)
        {
            lanes[j] = w[i + j];
            lanes[MostLanes + j] = g[i + j];
            if (TOperator.States > 0)
                lanes[(2 * MostLanes) + j] = first[i + j];
            if (TOperator.States > 1)
                lanes[(3 * MostLanes) + j] = second[i + j];
        }

        Sums none = default;
        Step<TOperator, Unmeasured>(lanes, lanes + MostLanes, lanes + (2 * MostLanes), lanes + (3 * MostLanes), scale, rates, ref none);
        for (nint j = 0; j < rest; j++)
        {
            // Measured one by one: what the rule makes of the zeros beside them must not count.
            if (TMeasuring.Enabled)
                measure.Add(w[i + j], lanes[MostLanes + j] * rates.GradientScale, lanes[j]);
            w[i + j] = lanes[j];
            if (TOperator.States > 0)
                first[i + j] = lanes[(2 * MostLanes) + j];
            if (TOperator.States > 1)
                second[i + j] = lanes[(3 * MostLanes) + j];
        }

    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TOperator, TMeasuring>(float* w, float* g, float* first, float* second, TVector scale, in UpdateRates rates, ref Sums sums)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        TVector weight = TSimd.Load(w);
        TVector gradient = TSimd.Multiply(TSimd.Load(g), scale);
        TVector one = TOperator.States > 0 ? TSimd.Load(first) : TSimd.Zero;
        TVector two = TOperator.States > 1 ? TSimd.Load(second) : TSimd.Zero;
        TVector moved = TOperator.Apply<TSimd, TVector>(weight, gradient, ref one, ref two, rates);
        TSimd.Store(w, moved);
        if (TOperator.States > 0)
            TSimd.Store(first, one);
        if (TOperator.States > 1)
            TSimd.Store(second, two);
        if (!TMeasuring.Enabled)
            return;
        TVector change = TSimd.Multiply(TSimd.Subtract(moved, weight), TSimd.Create(Magnification));
        TVector magnified = TSimd.Multiply(gradient, TSimd.Create(Magnification));
        sums.Weights = TSimd.MultiplyAdd(weight, weight, sums.Weights);
        sums.Gradients = TSimd.MultiplyAdd(magnified, magnified, sums.Gradients);
        sums.Changes = TSimd.MultiplyAdd(change, change, sums.Changes);
        sums.Zeros = TSimd.Add(sums.Zeros, TSimd.And(TSimd.AreEqual(gradient, TSimd.Zero), TSimd.Create(1)));
    }

    private struct Sums
    {
        public TVector Weights, Gradients, Changes, Zeros;

        public readonly void AddTo(ref UpdateMeasure measure)
        {
            measure.WeightSquares += TSimd.Sum(Weights);
            measure.GradientSquares += TSimd.Sum(Gradients) / ((double)Magnification * Magnification);
            measure.UpdateSquares += TSimd.Sum(Changes) / ((double)Magnification * Magnification);
            measure.GradientZeros += TSimd.Sum(Zeros);
        }
    }
}
