using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Moves the weights of a tile by the gradient that has just left the registers, to the same bits as <see cref="UpdateLoops{TSimd, TVector}"/>.</summary>
internal static unsafe class TileUpdateLoops<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries whose sums stay in float32 before float64 takes over.</summary>
    private const int Block = 4096;

    /// <summary>A tile, as the epilogue of a product hands it over.</summary>
    public static void Run<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w, void* taker)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        ref TileUpdate update = ref Unsafe.AsRef<TileUpdate>(taker);
        if (update.Watch is not null && (w < update.Since || w + (rows * update.Row) > update.Watched))
            update.See(tile, vectors, rows, last, w);
        if (TMeasuring.Enabled && update.Ordinary)
            Move<TOperator, MeasuredOrdinary>(tile, vectors, rows, last, w, ref update);
        else
            Move<TOperator, TMeasuring>(tile, vectors, rows, last, w, ref update);
    }

    private static void Move<TOperator, TMeasuring>(float* tile, int vectors, int rows, int last, float* w, ref TileUpdate update)
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
    private static void Rows<TOperator, TMeasuring, TVectors>(float* tile, int rows, int last, float* w, ref TileUpdate update)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
        where TVectors : IExtent
    {
        UpdateRates rates = update.Rates;
        StatePointers states = update.States.From((nint)(w - update.Weights));
        nint row = update.Row, tail = (TVectors.Value - 1) * TSimd.Count;
        // Sums of each of the three: a chain of additions takes as long as they follow one another.
        UpdateLoops<TSimd, TVector>.Sums sums = default, second = default, third = default;
        for (int i = 0; i < rows; i++)
        {
            if (TVectors.Value > 1)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w, tile, states, rates, ref sums);
            if (TVectors.Value > 2)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + TSimd.Count, tile + TSimd.Count, states.From(TSimd.Count), rates, ref second);
            if (last == TSimd.Count)
                UpdateLoops<TSimd, TVector>.Move<TOperator, TMeasuring>(w + tail, tile + tail, states.From(tail), rates, ref third);
            else
                UpdateLoops<TSimd, TVector>.MoveFirst<TOperator, TMeasuring>(w + tail, tile + tail, states.From(tail), last, rates, ref third);
            tile += TVectors.Value * TSimd.Count;
            w += row;
            states = states.From(row);
        }

        if (TMeasuring.Enabled)
        {
            sums.Add(second);
            sums.Add(third);
            update.Pending.Add(sums);
            update.Entries += rows * TVectors.Value * TSimd.Count;
            if (update.Entries >= Block)
                update.Flush<TMeasuring>();
        }
    }

    /// <summary>Weights that are moved while their gradient is worked out.</summary>
    internal struct TileUpdate
    {
        /// <summary>Entry (0, 0) of all weights, where the states begin too.</summary>
        public float* Weights;

        /// <summary>Distance between rows of the weights.</summary>
        public nint Row;
        public StatePointers States;
        public UpdateRates Rates;

        /// <summary>What the tiles so far have seen, but for what is pending.</summary>
        public UpdateMeasure Measure;

        /// <summary>Sums of the last tiles, lane by lane.</summary>
        public UpdateLoops<TSimd, TVector>.Sums Pending;

        /// <summary>Entries in these sums.</summary>
        public int Entries;

        /// <summary>Whether what is seen needs no magnification any more.</summary>
        public bool Ordinary;

        /// <summary>Who wants to see some of the gradient; or null.</summary>
        public GradientWatch? Watch;

        /// <summary>From here to <see cref="Watched"/>, where the next row begins of which something is watched, nothing is.</summary>
        public float* Since, Watched;

        /// <summary>Looks from a row on for what is watched.</summary>
        public void Expect(int row)
        {
            int next = Watch?.NextRow(row) ?? int.MaxValue;
            Since = Weights + (row * Row);
            Watched = next == int.MaxValue ? (float*)nuint.MaxValue : Weights + (next * Row);
        }

        /// <summary>Shows a tile to the watch.</summary>
        public void See(float* tile, int vectors, int rows, int last, float* w)
        {
            int top = (int)((w - Weights) / Row), width = vectors * TSimd.Count;
            Watch!.See(new ReadOnlySpan<float>(tile, rows * width), width, new MatrixBlock(top, rows, (int)((w - Weights) % Row), width - TSimd.Count + last));
            Expect(top);
        }

        /// <summary>What all tiles have seen.</summary>
        public UpdateMeasure Finish<TMeasuring>()
            where TMeasuring : struct, IMeasuring
        {
            if (Ordinary)
                Flush<MeasuredOrdinary>();
            else if (TMeasuring.Enabled)
                Flush<TMeasuring>();
            return Measure;
        }

        public void Flush<TMeasuring>()
            where TMeasuring : struct, IMeasuring
        {
            Pending.AddTo<TMeasuring>(ref Measure);
            Pending = default;
            Entries = 0;
            Ordinary = Measured.IsOver(Measure);
        }
    }
}
