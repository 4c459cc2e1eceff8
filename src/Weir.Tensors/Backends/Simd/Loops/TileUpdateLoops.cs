using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Weights that are moved while their gradient is worked out.</summary>
internal unsafe struct TileUpdate
{
    /// <summary>Entry (0, 0) of all weights, where the states begin too.</summary>
    public float* Weights;

    /// <summary>Distance between rows of the weights.</summary>
    public nint Row;
    public StatePointers States;
    public UpdateRates Rates;

    /// <summary>What the tiles so far have seen.</summary>
    public UpdateMeasure Measure;
}

/// <summary>Moves the weights of a tile by the gradient that has just left the registers, to the same bits as <see cref="UpdateLoops{TSimd, TVector}"/>.</summary>
internal static unsafe class TileUpdateLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>A tile, as the epilogue of a product hands it over.</summary>
    public static void Run<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w, void* taker)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        if (vectors == 3 && last == TSimd.Count && TMeasuring.Enabled && Measured.IsOver(((TileUpdate*)taker)->Measure))
            Whole<TOperator, MeasuredOrdinary>(tile, rows, w, ref *(TileUpdate*)taker);
        else if (vectors == 3 && last == TSimd.Count)
            Whole<TOperator, TMeasuring>(tile, rows, w, ref *(TileUpdate*)taker);
        else
            Any<TOperator, TMeasuring>(tile, vectors, rows, last, w, ref *(TileUpdate*)taker);
    }

    /// <summary>Rows of three vectors, as nearly all tiles have them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole<TOperator, TMeasuring>(float* tile, int rows, float* w, ref TileUpdate update)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        UpdateRates rates = update.Rates;
        StatePointers states = update.States.From((nint)(w - update.Weights));
        nint row = update.Row;
        // Sums of each of the three: a chain of additions takes as long as they follow one another.
        UpdateLoops<TSimd, TVector>.Sums sums = default, second = default, third = default;
        for (; rows > 0; rows--)
        {
            UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w, tile, states, rates, ref sums);
            UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + TSimd.Count, tile + TSimd.Count, states.From(TSimd.Count), rates, ref second);
            UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + (2 * TSimd.Count), tile + (2 * TSimd.Count), states.From(2 * TSimd.Count), rates, ref third);
            tile += 3 * TSimd.Count;
            w += row;
            states = states.From(row);
        }

        if (TMeasuring.Enabled)
        {
            sums.Add(second);
            sums.Add(third);
            sums.AddTo<TMeasuring>(ref update.Measure);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Any<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w, ref TileUpdate update)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        UpdateRates rates = update.Rates;
        StatePointers states = update.States.From((nint)(w - update.Weights));
        nint row = update.Row, width = vectors * TSimd.Count, whole = last == TSimd.Count ? width : width - TSimd.Count;
        UpdateLoops<TSimd, TVector>.Sums sums = default;
        for (; rows > 0; rows--)
        {
            for (nint j = 0; j < whole; j += TSimd.Count)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + j, tile + j, states.From(j), rates, ref sums);
            if (whole < width)
                UpdateLoops<TSimd, TVector>.MoveFirst<TOperator, TMeasuring>(w + whole, tile + whole, states.From(whole), last, rates, ref sums);
            tile += width;
            w += row;
            states = states.From(row);
        }

        if (TMeasuring.Enabled)
            sums.AddTo<TMeasuring>(ref update.Measure);
    }
}
