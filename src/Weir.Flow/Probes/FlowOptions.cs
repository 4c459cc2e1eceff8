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

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number below 1.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Every ?? 1, 1, nameof(Every));
        ArgumentOutOfRangeException.ThrowIfLessThan(Dense, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Density, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestGap, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DeadWindow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CosineEntries, 1);
    }
}
