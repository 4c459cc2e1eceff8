using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Weights that are moved while their gradient is worked out.</summary>
internal unsafe struct TileUpdate<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Entries whose sums stay in float32 before float64 takes over.</summary>
    private const int Block = 4096;

    /// <summary>Entry (0, 0) of all weights, where the states begin too.</summary>
    public float* Weights;

    /// <summary>Distance between rows of the weights.</summary>
    public nint Row;
    public StatePointers States;
    public UpdateRates Rates;

    /// <summary>What the tiles so far have seen, but for what is pending.</summary>
    public UpdateMeasure Measure;

    /// <summary>Sums of the last tiles, lane by lane, and the number of entries in them.</summary>
    private UpdateLoops<TSimd, TVector>.Sums _pending;
    private UpdateLoops<TSimd, TVector>.ReducedSums _reduced;
    private int _entries;

    /// <summary>What sizes the tiles to come are expected to have.</summary>
    public MeasuredRange Range;

    /// <summary>Who wants to see some of the gradient; or null.</summary>
    public Watch<GradientBlocks>[]? Watches;

    /// <summary>From here to <see cref="Watched"/>, where the next row begins of which something is watched, nothing is.</summary>
    public float* Since, Watched;

    /// <summary>Looks from a row on for what is watched.</summary>
    public void FindNextWatched(int row)
    {
        int next = GradientBlocks.NextRow(Watches, row);
        Since = Weights + (row * Row);
        Watched = next == int.MaxValue ? (float*)nuint.MaxValue : Weights + (next * Row);
    }

    /// <summary>Shows a tile to the watch.</summary>
    public void See(float* tile, int vectors, int rows, int last, float* w)
    {
        int top = (int)((w - Weights) / Row), width = vectors * TSimd.Count;
        MatrixBlock place = new(top, rows, (int)((w - Weights) % Row), width - TSimd.Count + last);
        GradientBlocks.See(Watches, new ReadOnlySpan<float>(tile, rows * width), width, place);
        FindNextWatched(top);
    }

    /// <summary>What all tiles have seen.</summary>
    public UpdateMeasure Finish<TMeasuring>()
        where TMeasuring : struct, IMeasuring
    {
        if (Range == MeasuredRange.Ordinary)
            Flush<MeasuredOrdinary>();
        else if (Range == MeasuredRange.Large)
            Flush<MeasuredLarge>();
        else if (TMeasuring.Enabled)
            Flush<TMeasuring>();
        return Measure;
    }

    /// <summary>Adds what a tile of so many entries has seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TMeasuring>(in UpdateLoops<TSimd, TVector>.Sums sums, in UpdateLoops<TSimd, TVector>.ReducedSums reduced, int entries)
        where TMeasuring : struct, IMeasuring
    {
        _pending.Add(sums);
        if (TMeasuring.Reduction != 0)
            _reduced.Add(reduced);
        _entries += entries;
        if (_entries >= (Range == MeasuredRange.Any ? MeasuredRanges.Glance : Block))
            Flush<TMeasuring>();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush<TMeasuring>()
        where TMeasuring : struct, IMeasuring
    {
        _pending.AddTo<TMeasuring>(_reduced, ref Measure);
        _pending = default;
        _reduced = default;
        _entries = 0;
        Range = MeasuredRanges.After(Measure);
    }
}
