namespace Weir.Flow;

/// <summary>When and how finely the flow is sampled.</summary>
public sealed record FlowOptions
{
    /// <summary>Every so many steps; null (the default) samples densely at the start and ever more sparsely later.</summary>
    public int? Every { get; init; }

    /// <summary>Steps at the start that are all sampled. Default 32.</summary>
    public int Dense { get; init; } = 32;

    /// <summary>After the start the gap between samples is the step divided by this. Default 16.</summary>
    public int Density { get; init; } = 16;

    /// <summary>The largest gap in steps. Default 1,000.</summary>
    public int LargestGap { get; init; } = 1000;

    /// <summary>Sampled steps that make a window for counting dead units. Default 20.</summary>
    public int DeadWindow { get; init; } = 20;

    /// <summary>Entries of each gradient that the cosine is taken over, about. Default 512: its error is then about 0.04.</summary>
    public int CosineEntries { get; init; } = 512;

    /// <summary>
    /// Histograms are taken at the first sampled step at or beyond each power of this, so that their number grows with the logarithm of the
    /// step: above 1, or null for none. Default 1.5, which makes 19 in 2,000 steps.
    /// </summary>
    public double? HistogramGrowth { get; init; } = 1.5;

    /// <summary>Entries of each tensor that a histogram counts, about. Default 2048.</summary>
    public int HistogramEntries { get; init; } = 2048;

    /// <summary>
    /// Places of a recurrent layer whose δ is measured, at most; they lie ever further apart towards the start. Default 16.
    /// </summary>
    public int Positions { get; init; } = 16;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number below 1, or a growth that is not above it.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Every ?? 1, 1, nameof(Every));
        ArgumentOutOfRangeException.ThrowIfLessThan(Dense, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Density, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestGap, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DeadWindow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CosineEntries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HistogramEntries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Positions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HistogramGrowth ?? 2, 1, nameof(HistogramGrowth));
    }
}
