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
        TVector scale = TSimd.Create(rates.GradientScale), shrink = TSimd.Create(rates.Shrink), magnification = TSimd.Create(Magnification), one = TSimd.Create(1);
        TVector weights = TSimd.Zero, gradients = TSimd.Zero, changes = TSimd.Zero, zeros = TSimd.Zero;
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            TVector start = TSimd.Load(w + i);
            TVector weight = TSimd.Multiply(start, shrink);
            TVector gradient = TSimd.Multiply(TSimd.Load(g + i), scale);
            TVector state1 = TOperator.States > 0 ? TSimd.Load(states.First + i) : TSimd.Zero;
            TVector state2 = TOperator.States > 1 ? TSimd.Load(states.Second + i) : TSimd.Zero;
            TVector state3 = TOperator.States > 2 ? TSimd.Load(states.Third + i) : TSimd.Zero;
            TVector moved = TOperator.Apply<TSimd, TVector>(weight, gradient, ref state1, ref state2, ref state3, fixedRates);
            TSimd.Store(w + i, moved);
            if (TOperator.States > 0)
                TSimd.Store(states.First + i, state1);
            if (TOperator.States > 1)
                TSimd.Store(states.Second + i, state2);
            if (TOperator.States > 2)
                TSimd.Store(states.Third + i, state3);
            if (TMeasuring.Enabled)
            {
                TVector change = TSimd.Multiply(TSimd.Subtract(moved, start), magnification);
                TVector magnified = TSimd.Multiply(gradient, magnification);
                weights = TSimd.MultiplyAdd(start, start, weights);
                gradients = TSimd.MultiplyAdd(magnified, magnified, gradients);
                changes = TSimd.MultiplyAdd(change, change, changes);
                zeros = TSimd.Select(TSimd.AreEqual(gradient, TSimd.Zero), TSimd.Add(zeros, one), zeros);
            }
        }

        if (TMeasuring.Enabled)
        {
            const double Square = (double)Magnification * Magnification;
            measure.WeightSquares += TSimd.Sum(weights);
            measure.GradientSquares += TSimd.Sum(gradients) / Square;
            measure.UpdateSquares += TSimd.Sum(changes) / Square;
            measure.GradientZeros += TSimd.Sum(zeros);
        }
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
