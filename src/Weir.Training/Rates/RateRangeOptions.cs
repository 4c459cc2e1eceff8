namespace Weir.Training;

/// <summary>Which rates a <see cref="RateRangeTest"/> tries.</summary>
public sealed record RateRangeOptions
{
    /// <summary>The first rate: above 0. Default 1e-7.</summary>
    public double Low { get; init; } = 1e-7;

    /// <summary>The last rate: above the first. Default 10.</summary>
    public double High { get; init; } = 10;

    /// <summary>How many rates are tried, a step each: 10 or more. Default 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The share of the smoothed loss that a step keeps, in [0, 1). Default 0.9.</summary>
    public double Smoothing { get; init; } = 0.9;

    /// <summary>The test ends when the smoothed loss is so many times its least and stays so for three steps: above 1. Default 4.</summary>
    public double Divergence { get; init; } = 4;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void Check()
    {
        if (!(Low > 0 && High > Low && double.IsFinite(High)))
            throw new ArgumentException($"rates from {Low} to {High} cannot be tried: the first must be above 0 and the last above the "
                + "first");
        if (Steps < 10)
            throw new ArgumentOutOfRangeException(nameof(Steps), Steps, "a rate test needs 10 steps or more");
        if (!(Smoothing is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Smoothing), Smoothing, "the smoothing must lie in [0, 1)");
        if (!(Divergence > 1))
            throw new ArgumentOutOfRangeException(nameof(Divergence), Divergence, "the divergence must be above 1");
    }
}
