namespace Weir.Data;

/// <summary>
/// Days and times as features: the days since 2000 as a number, and what comes round as points of a circle, so that December lies beside
/// January and Sunday beside Monday.
/// </summary>
internal static class DateFeatures
{
    private static readonly DateTime s_start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The number of features.</summary>
    /// <param name="hasTimes">Whether there is a time of day.</param>
    /// <param name="hasDays">Whether the days since 2000 are one of them.</param>
    public static int Width(bool hasTimes, bool hasDays) => (hasTimes ? 6 : 4) + (hasDays ? 1 : 0);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names(string column, bool hasTimes, bool hasDays)
    {
        string[] parts = hasTimes ? ["year", "week", "day"] : ["year", "week"], days = hasDays ? [$"{column}.days"] : [];
        return [.. days, .. parts.SelectMany(part => new[] { $"{column}.{part}.sin", $"{column}.{part}.cos" })];
    }

    /// <summary>Writes them.</summary>
    public static void Write(DateTime date, bool hasTimes, bool hasDays, Span<float> target)
    {
        if (hasDays)
        {
            target[0] = (float)(date - s_start).TotalDays;
            target = target[1..];
        }

        Circle((date.DayOfYear - 1) / (DateTime.IsLeapYear(date.Year) ? 366.0 : 365.0), target);
        Circle((int)date.DayOfWeek / 7.0, target[2..]);
        if (hasTimes)
            Circle(date.TimeOfDay.TotalDays, target[4..]);
    }

    private static void Circle(double share, Span<float> target)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * share);
        (target[0], target[1]) = ((float)sine, (float)cosine);
    }
}
