using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Moves the weights of a tile by the gradient that has just left the registers, to the same bits as
/// <see cref="UpdateLoops{TSimd, TVector}"/>.
/// </summary>
internal static unsafe class TileUpdateLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // The compiler guesses from the first tiles, which are measured in a range of their own, what the rest will be like: it is told not to.

    /// <summary>A tile, as the epilogue of a product hands it over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w, void* consumer)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        ref TileUpdate<TSimd, TVector> update = ref Unsafe.AsRef<TileUpdate<TSimd, TVector>>(consumer);
        if (update.Watches is not null && (w < update.Since || w + (rows * update.Row) > update.Watched))
            update.See(tile, vectors, rows, last, w);
        if (TMeasuring.Enabled && update.Range == MeasuredRange.Ordinary)
            Move<TOperator, MeasuredOrdinary>(tile, vectors, rows, last, w, ref update);
        else if (TMeasuring.Enabled && update.Range == MeasuredRange.Large)
            Move<TOperator, MeasuredLarge>(tile, vectors, rows, last, w, ref update);
        else
            Move<TOperator, TMeasuring>(tile, vectors, rows, last, w, ref update);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w,
        ref TileUpdate<TSimd, TVector> update)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        switch (vectors)
        {
            case 1:
                Rows<TOperator, TMeasuring, One>(tile, rows, last, w, ref update);
                break;
            case 2:
                Rows<TOperator, TMeasuring, Two>(tile, rows, last, w, ref update);
                break;
            default:
                Rows<TOperator, TMeasuring, Three>(tile, rows, last, w, ref update);
                break;
        }
    }

    /// <summary>Rows of vectors, all of them whole but perhaps the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TOperator, TMeasuring, TVectors>(float* tile, int rows, int last, float* w,
        ref TileUpdate<TSimd, TVector> update)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
        where TVectors : IExtent
    {
        UpdateRates rates = update.Rates;
        StatePointers states = update.States.From((nint)(w - update.Weights));
        nint row = update.Row, tail = (TVectors.Value - 1) * TSimd.Count;
        // Sums of each of the three: a chain of additions takes as long as they follow one another.
        UpdateLoops<TSimd, TVector>.Sums sums = default, second = default, third = default;
        UpdateLoops<TSimd, TVector>.ReducedSums reduced = default;
        for (int i = 0; i < rows; i++)
        {
            if (TVectors.Value > 1)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w, tile, states, rates, ref sums, ref reduced);
            if (TVectors.Value > 2)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + TSimd.Count, tile + TSimd.Count, states.From(TSimd.Count),
                    rates, ref second, ref reduced);
            if (last == TSimd.Count)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + tail, tile + tail, states.From(tail), rates, ref third,
                    ref reduced);
            else
                UpdateLoops<TSimd, TVector>.MoveFirst<TOperator, TMeasuring>(w + tail, tile + tail, states.From(tail), last, rates,
                    ref third, ref reduced);
            tile += TVectors.Value * TSimd.Count;
            w += row;
            states = states.From(row);
        }

        if (TMeasuring.Enabled)
        {
            sums.Add(second);
            sums.Add(third);
            update.Add<TMeasuring>(sums, reduced, rows * TVectors.Value * TSimd.Count);
        }
    }
}
