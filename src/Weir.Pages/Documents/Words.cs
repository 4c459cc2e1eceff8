using System.Globalization;

namespace Weir.Pages;

/// <summary>Numbers and sentences as pages and digests write them.</summary>
internal static class Words
{
    /// <summary>With thousands set apart, as in <c>149,710</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, as in <c>1 layer</c> and <c>2 layers</c>.</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {(count == 1 ? noun : noun + "s")}";

    /// <summary>A share as in <c>97.6 %</c>.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? (100 * share)
        .ToString("0.0", CultureInfo.InvariantCulture) + " %" : Value(share);

    /// <summary>Up to four digits, as in <c>0.0123</c> and <c>4.5e-6</c>; whole from a thousand on, as in <c>12,345</c>.</summary>
    public static string Value(double value) => value switch
    {
        0 => "0",
        double.NaN => "NaN",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ when Math.Abs(value) is >= 1e3 and < 1e5 => value.ToString("N0", CultureInfo.InvariantCulture).Replace('-', '−'),
        _ when Math.Abs(value) is >= 1e-3 and < 1e5 => value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−'),
        _ => value.ToString("0.0#e-0", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal),
    };

    /// <summary>A span of time, as in <c>3.2 s</c> and <c>1:02:03</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 99.95 => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => $"{(int)time.TotalMinutes}:{time.Seconds:00}",
        _ => $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}",
    };

    /// <summary>Numbers of layers as ranges, as in <c>1–4, 7</c>.</summary>
    public static string Ranges(IEnumerable<int> numbers)
    {
        List<string> parts = [];
        int[] sorted = [.. numbers.Order()];
        for (int i = 0; i < sorted.Length;)
        {
            int last = i;
            while (last + 1 < sorted.Length && sorted[last + 1] == sorted[last] + 1)
                last++;
            parts.Add(last == i ? $"{sorted[i]}" : $"{sorted[i]}–{sorted[last]}");
            i = last + 1;
        }

        return string.Join(", ", parts);
    }

    /// <summary>A sentence: with a capital, and a full stop.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
}
