namespace Weir.Cli.Rendering;

/// <summary>A logarithmic scale in whole decades. All bars that are to be compared share one.</summary>
/// <param name="Low">log₁₀ of the lower end.</param>
/// <param name="High">log₁₀ of the upper end.</param>
internal readonly record struct LogScale(int Low, int High)
{
    /// <summary>Decades that a scale has at least, so that small differences look small.</summary>
    public const int LeastDecades = 4;

    private const int MostDecades = 45;

    /// <summary>The scale that holds all positive finite values.</summary>
    public static LogScale Over(IEnumerable<double?> values) => default(LogScale).Widened(values);

    /// <summary>The scale that holds these values as well: it grows and never shrinks, so that a live picture is steady.</summary>
    public LogScale Widened(IEnumerable<double?> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double? value in values)
        {
            if (value is not { } number || !(number > 0) || !double.IsFinite(number))
                continue;
            least = Math.Min(least, Math.Log10(number));
            most = Math.Max(most, Math.Log10(number));
        }

        if (double.IsInfinity(most))
            return this;
        int low = (int)Math.Floor(least), high = (int)Math.Ceiling(most);
        if (this != default)
        {
            low = Math.Min(low, Low);
            high = Math.Max(high, High);
        }

        low = Math.Max(Math.Min(low, high - LeastDecades), high - MostDecades);
        return new LogScale(low, high);
    }

    /// <summary>Where a value lies: 0 at the lower end or below, 1 at the upper end or above; null where it has no logarithm.</summary>
    public double? Place(double? value)
    {
        if (value is not { } number || double.IsNaN(number) || number <= 0)
            return null;
        return Math.Clamp((Math.Log10(number) - Low) / Math.Max(1, High - Low), 0, 1);
    }
}
