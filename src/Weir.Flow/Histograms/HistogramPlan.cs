namespace Weir.Flow;

/// <summary>
/// At which of the sampled steps histograms are taken. It depends on the step and the sampled step before alone, so that a resumed run
/// takes the same ones.
/// </summary>
internal static class HistogramPlan
{
    /// <summary>Whether a power of the growth lies beyond the sampled step before and not beyond this one.</summary>
    /// <param name="growth">The growth, above 1; null for no histograms.</param>
    /// <param name="previous">The sampled step before; 0 at the first.</param>
    /// <param name="step">A sampled step.</param>
    public static bool IsTaken(double? growth, long previous, long step) => growth is { } factor
        && Powers(factor, previous) < Powers(factor, step);

    /// <summary>How many powers of the growth, the 0th included, are not beyond a step.</summary>
    private static int Powers(double growth, long step) => step < 1 ? 0 : 1 + (int)Math.Floor((Math.Log(step) / Math.Log(growth)) + 1e-9);
}
