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
    public static void Run<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, in UpdateRates rates, ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        nint whole = length / TSimd.Count * TSimd.Count;
        for (nint i = 0; i < whole; i += Block)
            Vectors<TOperator, TMeasuring>(w + i, g + i, states.From(i), Math.Min(Block, whole - i), rates, ref measure);
        if (whole < length)
            Rest<TOperator, TMeasuring>(w + whole, g + whole, states.From(whole), (int)(length - whole), rates, ref measure);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vectors<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, in UpdateRates rates, ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        // A copy in a local, so that the loop need not expect the weights' memory to hold the rates.
        UpdateRates fixedRates = rates;
        Sums even = default, odd = default;
        nint i = 0;
        // Two vectors at a time: a chain of sums takes as long as its additions follow one another.
        for (; TMeasuring.Enabled && i <= length - (2 * TSimd.Count); i += 2 * TSimd.Count)
        {
            Move<TOperator, TMeasuring>(w + i, g + i, states.From(i), fixedRates, ref even);
            Move<TOperator, TMeasuring>(w + i + TSimd.Count, g + i + TSimd.Count, states.From(i + TSimd.Count), fixedRates, ref odd);
        }

        for (; i < length; i += TSimd.Count)
            Move<TOperator, TMeasuring>(w + i, g + i, states.From(i), fixedRates, ref even);
        if (TMeasuring.Enabled)
        {
            const double Square = (double)Magnification * Magnification;
            measure.WeightSquares += TSimd.Sum(TSimd.Add(even.Weights, odd.Weights));
            measure.GradientSquares += TSimd.Sum(TSimd.Add(even.Gradients, odd.Gradients)) / Square;
            measure.UpdateSquares += TSimd.Sum(TSimd.Add(even.Changes, odd.Changes)) / Square;
            measure.GradientZeros += TSimd.Sum(TSimd.Add(even.Zeros, odd.Zeros));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<TOperator, TMeasuring>(float* w, float* g, StatePointers states, in UpdateRates rates, ref Sums sums)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        TVector start = TSimd.Load(w);
        TVector weight = TSimd.Multiply(start, TSimd.Create(rates.Shrink));
        TVector gradient = TSimd.Multiply(TSimd.Load(g), TSimd.Create(rates.GradientScale));
        TVector state1 = TOperator.States > 0 ? TSimd.Load(states.First) : TSimd.Zero;
        TVector state2 = TOperator.States > 1 ? TSimd.Load(states.Second) : TSimd.Zero;
        TVector state3 = TOperator.States > 2 ? TSimd.Load(states.Third) : TSimd.Zero;
        TVector moved = TOperator.Apply<TSimd, TVector>(weight, gradient, ref state1, ref state2, ref state3, rates);
        TSimd.Store(w, moved);
        if (TOperator.States > 0)
            TSimd.Store(states.First, state1);
        if (TOperator.States > 1)
            TSimd.Store(states.Second, state2);
        if (TOperator.States > 2)
            TSimd.Store(states.Third, state3);
        if (TMeasuring.Enabled)
        {
            TVector change = TSimd.Multiply(TSimd.Subtract(moved, start), TSimd.Create(Magnification));
            TVector magnified = TSimd.Multiply(gradient, TSimd.Create(Magnification));
            sums.Weights = TSimd.MultiplyAdd(start, start, sums.Weights);
            sums.Gradients = TSimd.MultiplyAdd(magnified, magnified, sums.Gradients);
            sums.Changes = TSimd.MultiplyAdd(change, change, sums.Changes);
            sums.Zeros = TSimd.Select(TSimd.AreEqual(gradient, TSimd.Zero), TSimd.Add(sums.Zeros, TSimd.Create(1)), sums.Zeros);
        }
    }

    /// <summary>What is summed, in the lanes of vectors.</summary>
    private struct Sums
    {
        public TVector Weights;
        public TVector Gradients;
        public TVector Changes;
        public TVector Zeros;
    }

    /// <summary>Fewer entries than a vector has go through one of their own, filled up with zeros.</summary>
    private static void Rest<TOperator, TMeasuring>(float* w, float* g, StatePointers states, int count, in UpdateRates rates, ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        float* lanes = stackalloc float[5 * MostLanes];
        new Span<float>(lanes, 5 * MostLanes).Clear();
        float* weights = lanes, gradients = lanes + MostLanes;
        StatePointers rest = new(lanes + (2 * MostLanes), lanes + (3 * MostLanes), lanes + (4 * MostLanes));
        Copy(w, weights, count);
        Copy(g, gradients, count);
        if (TOperator.States > 0)
            Copy(states.First, rest.First, count);
        if (TOperator.States > 1)
            Copy(states.Second, rest.Second, count);
        if (TOperator.States > 2)
            Copy(states.Third, rest.Third, count);
        UpdateMeasure none = default;
        Vectors<TOperator, Unmeasured>(weights, gradients, rest, TSimd.Count, rates, ref none);
        // Measured one by one: what the rule makes of the zeros beside them must not count.
        for (int i = 0; TMeasuring.Enabled && i < count; i++)
            measure.Add(w[i], g[i] * rates.GradientScale, weights[i]);
        Copy(weights, w, count);
        if (TOperator.States > 0)
            Copy(rest.First, states.First, count);
        if (TOperator.States > 1)
            Copy(rest.Second, states.Second, count);
        if (TOperator.States > 2)
            Copy(rest.Third, states.Third, count);
    }

    private static void Copy(float* from, float* to, int count) => new Span<float>(from, count).CopyTo(new Span<float>(to, count));
}
