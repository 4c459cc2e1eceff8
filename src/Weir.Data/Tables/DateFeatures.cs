namespace Weir.Data;

/// <summary>
/// Days and times as features: the days since 2000 as a number, and what comes round as points of a circle, so that December lies beside
/// January and Sunday beside Monday.
/// </summary>
internal static class DateFeatures
{
    private static readonly DateTime s_start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The number of features.</summary>
    public static int Width(bool hasTimes) => hasTimes ? 7 : 5;

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names(string column, bool hasTimes)
    {
        string[] parts = hasTimes ? ["year", "week", "day"] : ["year", "week"];
        return [$"{column}.days", .. parts.SelectMany(part => new[] { $"{column}.{part}.sin", $"{column}.{part}.cos" })];
    }

    /// <summary>Writes them.</summary>
    public static void Write(DateTime date, bool hasTimes, Span<float> target)
    {
        target[0] = (float)(date - s_start).TotalDays;
        Circle((date.DayOfYear - 1) / (DateTime.IsLeapYear(date.Year) ? 366.0 : 365.0), target[1..]);
        Circle((int)date.DayOfWeek / 7.0, target[3..]);
        if (hasTimes)
            Circle(date.TimeOfDay.TotalDays, target[5..]);
    }

    private static void Circle(double share, Span<float> target)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * share);
        (target[0], target[1]) = ((float)sine, (float)cosine);
    }
}
