using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Moves weights by a rule, and sums what it sees while it is in registers.</summary>
internal static unsafe class UpdateLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries whose sums stay in float32 before float64 takes over.</summary>
    private const int Block = 4096;

    /// <summary>Moves exactly <paramref name="length"/> weights: those behind may belong to another thread.</summary>
    public static void Run<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, in UpdateRates rates,
        ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        nint count;
        for (nint i = 0; i < length; i += count)
        {
            MeasuredRange range = TMeasuring.Enabled ? MeasuredRanges.After(measure) : MeasuredRange.Any;
            count = Math.Min(TMeasuring.Enabled && range == MeasuredRange.Any ? MeasuredRanges.Glance : Block, length - i);
            switch (range)
            {
                case MeasuredRange.Ordinary:
                    Piece<TOperator, MeasuredOrdinary>(w + i, g + i, states.From(i), count, rates, ref measure);
                    break;
                case MeasuredRange.Large:
                    Piece<TOperator, MeasuredLarge>(w + i, g + i, states.From(i), count, rates, ref measure);
                    break;
                default:
                    Piece<TOperator, TMeasuring>(w + i, g + i, states.From(i), count, rates, ref measure);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Piece<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, in UpdateRates rates,
        ref UpdateMeasure measure)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        // A copy in a local, so that the loop need not assume the weights' memory to hold the rates.
        UpdateRates fixedRates = rates;
        Sums even = default, odd = default;
        ReducedSums reduced = default;
        nint i = 0, whole = length / TSimd.Count * TSimd.Count;
        // Two vectors at a time: a chain of sums takes as long as its additions follow one another.
        for (; TMeasuring.Enabled && i <= whole - (2 * TSimd.Count); i += 2 * TSimd.Count)
        {
            Move<TOperator, TMeasuring>(w + i, g + i, states.From(i), fixedRates, ref even, ref reduced);
            Move<TOperator, TMeasuring>(w + i + TSimd.Count, g + i + TSimd.Count, states.From(i + TSimd.Count), fixedRates, ref odd,
                ref reduced);
        }

        for (; i < whole; i += TSimd.Count)
            Move<TOperator, TMeasuring>(w + i, g + i, states.From(i), fixedRates, ref even, ref reduced);
        if (whole < length)
        {
            MoveFirst<TOperator, TMeasuring>(w + whole, g + whole, states.From(whole), (int)(length - whole), fixedRates, ref odd,
                ref reduced);
        }

        if (TMeasuring.Enabled)
        {
            even.Add(odd);
            even.AddTo<TMeasuring>(reduced, ref measure);
        }
    }

    /// <summary>Moves a vector of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move<TOperator, TMeasuring>(float* w, float* g, StatePointers states, in UpdateRates rates, ref Sums sums,
        ref ReducedSums reduced)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        TVector start = TSimd.Load(w), gradient = TSimd.Load(g);
        TVector firstState = TOperator.States > 0 ? TSimd.Load(states.First) : TSimd.Zero;
        TVector secondState = TOperator.States > 1 ? TSimd.Load(states.Second) : TSimd.Zero;
        TVector thirdState = TOperator.States > 2 ? TSimd.Load(states.Third) : TSimd.Zero;
        TVector moved = TOperator.Apply<TSimd, TVector>(start, gradient, ref firstState, ref secondState, ref thirdState, rates);
        TSimd.Store(w, moved);
        if (TOperator.States > 0)
            TSimd.Store(states.First, firstState);
        if (TOperator.States > 1)
            TSimd.Store(states.Second, secondState);
        if (TOperator.States > 2)
            TSimd.Store(states.Third, thirdState);
        if (TMeasuring.Enabled)
        {
            if (TOperator.IsScaled)
                gradient = TSimd.Multiply(gradient, TSimd.Create(rates.GradientScale));
            sums.Add<TMeasuring>(start, gradient, moved, ref reduced);
        }
    }

    /// <summary>Moves the first <paramref name="count"/> of a vector of weights; those behind are read, not written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MoveFirst<TOperator, TMeasuring>(float* w, float* g, StatePointers states, int count, in UpdateRates rates,
        ref Sums sums, ref ReducedSums reduced)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        TVector mask = TSimd.FirstLanes(count);
        TVector start = TSimd.And(mask, TSimd.Load(w)), gradient = TSimd.And(mask, TSimd.Load(g));
        TVector firstState = TOperator.States > 0 ? TSimd.Load(states.First) : TSimd.Zero;
        TVector secondState = TOperator.States > 1 ? TSimd.Load(states.Second) : TSimd.Zero;
        TVector thirdState = TOperator.States > 2 ? TSimd.Load(states.Third) : TSimd.Zero;
        TVector moved = TOperator.Apply<TSimd, TVector>(start, gradient, ref firstState, ref secondState, ref thirdState, rates);
        TSimd.StoreFirst(w, moved, count);
        if (TOperator.States > 0)
            TSimd.StoreFirst(states.First, firstState, count);
        if (TOperator.States > 1)
            TSimd.StoreFirst(states.Second, secondState, count);
        if (TOperator.States > 2)
            TSimd.StoreFirst(states.Third, thirdState, count);
        // What the rule makes of the lanes behind must not count.
        if (TMeasuring.Enabled)
        {
            if (TOperator.IsScaled)
                gradient = TSimd.Multiply(gradient, TSimd.Create(rates.GradientScale));
            sums.Add<TMeasuring>(start, gradient, TSimd.And(mask, moved), ref reduced);
            sums.Without(mask);
        }
    }

    /// <summary>
    /// What is measured, in the lanes of vectors. Four fields are as many as the compiler keeps in registers of their own.
    /// </summary>
    internal struct Sums
    {
        private TVector _weights;
        private TVector _gradients;
        private TVector _changes;
        private TVector _zeros;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TMeasuring>(TVector start, TVector gradient, TVector moved, ref ReducedSums reduced)
            where TMeasuring : struct, IMeasuring
        {
            _zeros = TSimd.Select(TSimd.AreEqual(gradient, TSimd.Zero), TSimd.Add(_zeros, TSimd.Create(1)), _zeros);
            TVector change = TSimd.Subtract(moved, start);
            if (TMeasuring.Reduction != 0)
                reduced.Add(gradient, change, TSimd.Create(TMeasuring.Reduction));
            if (TMeasuring.ChangeMagnification != 1)
                change = TSimd.Multiply(change, TSimd.Create(TMeasuring.ChangeMagnification));
            if (TMeasuring.Magnification != 1)
                gradient = TSimd.Multiply(gradient, TSimd.Create(TMeasuring.Magnification));

            _weights = TSimd.MultiplyAdd(start, start, _weights);
            _gradients = TSimd.MultiplyAdd(gradient, gradient, _gradients);
            _changes = TSimd.MultiplyAdd(change, change, _changes);
        }

        /// <summary>Takes the lanes beyond the mask, all 0, out of the number of zeros again.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Without(TVector mask) => _zeros = TSimd.Select(mask, _zeros, TSimd.Subtract(_zeros, TSimd.Create(1)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in Sums other)
        {
            _weights = TSimd.Add(_weights, other._weights);
            _gradients = TSimd.Add(_gradients, other._gradients);
            _changes = TSimd.Add(_changes, other._changes);
            _zeros = TSimd.Add(_zeros, other._zeros);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void AddTo<TMeasuring>(in ReducedSums reduced, ref UpdateMeasure measure)
            where TMeasuring : struct, IMeasuring
        {
            Vector128<float> sums = TSimd.SumEach(_weights, _gradients, _changes, _zeros);
            measure.WeightSquares += sums[0];
            measure.GradientSquares += Squares(sums[1], TMeasuring.Magnification, reduced.Gradients);
            measure.UpdateSquares += Squares(sums[2], TMeasuring.ChangeMagnification, reduced.Changes);
            measure.GradientZeros += sums[3];

            static double Squares(float sum, double magnification, TVector reduced) =>
                TMeasuring.Reduction == 0 || float.IsFinite(sum)
                    ? sum / (magnification * magnification)
                    : TSimd.Sum(reduced) / ((double)TMeasuring.Reduction * TMeasuring.Reduction);
        }
    }

    /// <summary>The squares of gradients and changes once more, made smaller.</summary>
    internal struct ReducedSums
    {
        /// <summary>
        /// Is added to what is squared: the squares of gradients that are not large would be subnormal, which takes a processor a hundred
        /// times as long. Where these sums count, they are above 1e-4.
        /// </summary>
        private const float Least = 1f / (1L << 50);

        /// <summary>Those of gradients.</summary>
        public TVector Gradients;

        /// <summary>Those of changes.</summary>
        public TVector Changes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVector gradient, TVector change, TVector reduction)
        {
            TVector least = TSimd.Create(Least);
            TVector smallGradient = TSimd.MultiplyAdd(gradient, reduction, least);
            TVector smallChange = TSimd.MultiplyAdd(change, reduction, least);
            Gradients = TSimd.MultiplyAdd(smallGradient, smallGradient, Gradients);
            Changes = TSimd.MultiplyAdd(smallChange, smallChange, Changes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in ReducedSums other)
        {
            Gradients = TSimd.Add(Gradients, other.Gradients);
            Changes = TSimd.Add(Changes, other.Changes);
        }
    }
}
