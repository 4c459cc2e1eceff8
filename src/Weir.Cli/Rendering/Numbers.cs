using System.Globalization;

namespace Weir.Cli.Rendering;

/// <summary>How numbers are written: the same way in every view.</summary>
internal static class Numbers
{
    /// <summary>What stands for a number that is not known.</summary>
    public const string None = "–";

    /// <summary>Two digits and an exponent, as in <c>3.1e-2</c>.</summary>
    public static string Scientific(double? value) => value switch
    {
        null => None,
        0 => "0",
        { } number when !double.IsFinite(number) => NotFinite(number),
        { } number => number.ToString("0.0e-0", CultureInfo.InvariantCulture),
    };

    /// <summary>Four digits or an exponent, as in <c>2.301</c>, <c>0.0123</c> and <c>4.5e-6</c>.</summary>
    public static string Loss(double? value) => value switch
    {
        null => None,
        0 => "0",
        { } number when !double.IsFinite(number) => NotFinite(number),
        { } number when Math.Abs(number) is >= 1e-3 and < 1e4 => number.ToString(Math.Abs(number) < 0.1 ? "0.0000" : "0.000", CultureInfo.InvariantCulture),
        { } number => Scientific(number),
    };

    /// <summary>A share as in <c>97.6 %</c>.</summary>
    public static string Percent(double? share, int digits = 1) =>
        share is not { } value ? None : !double.IsFinite(value) ? NotFinite(value) : (100 * value).ToString("F" + digits, CultureInfo.InvariantCulture) + " %";

    /// <summary>With thousands set apart, as in <c>149,710</c>.</summary>
    public static string Count(double value) =>
        double.IsFinite(value) ? Math.Round(value).ToString("N0", CultureInfo.InvariantCulture) : NotFinite(value);

    /// <summary>With a sign, as in <c>−0.91</c>.</summary>
    public static string Signed(double? value) => value switch
    {
        null => None,
        { } number when !double.IsFinite(number) => NotFinite(number),
        { } number => number.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>Up to six digits, as in <c>0.5</c>; a recipe reads it.</summary>
    public static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A measured value to two or three digits behind the point, as in <c>−2.9</c>, <c>0.327</c> and <c>209.1</c>; very small and large ones with an exponent.</summary>
    public static string Value(double value) => value switch
    {
        0 => "0",
        _ when !double.IsFinite(value) => NotFinite(value),
        _ when Math.Abs(value) is >= 1e-3 and < 1e5 => value.ToString(Math.Abs(value) switch { < 10 => "0.###", < 100 => "0.##", _ => "0.#" }, CultureInfo.InvariantCulture).Replace('-', '−'),
        _ => Scientific(Math.Abs(value)) is var digits && value < 0 ? "−" + digits : digits,
    };

    /// <summary>A learning rate to three digits, as in <c>0.025</c>, <c>0.1</c> and <c>2.5e-4</c>; a recipe reads it.</summary>
    public static string Rate(double value) => value switch
    {
        0 => "0",
        _ when !double.IsFinite(value) => NotFinite(value),
        _ when Math.Abs(value) is >= 9.995e-4 and < 999.5 => value.ToString("G3", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##e-0", CultureInfo.InvariantCulture),
    };

    /// <summary>Minutes and seconds, as in <c>0:42</c> and <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan time) =>
        time < TimeSpan.FromHours(1) ? $"{(int)time.TotalMinutes}:{time.Seconds:00}" : $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}";

    /// <summary>Seconds where there are few of them, as in <c>3.2 s</c>; else as <see cref="Clock"/>.</summary>
    public static string Duration(TimeSpan time) =>
        time < TimeSpan.FromSeconds(99.95) ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s" : Clock(time);

    /// <summary>A count with its noun, as in <c>1 thread</c> and <c>2 threads</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What one of them is called.</param>
    /// <param name="plural">What several are called; the noun with an s unless told.</param>
    public static string Of(long count, string noun, string? plural = null) => $"{Count(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}
