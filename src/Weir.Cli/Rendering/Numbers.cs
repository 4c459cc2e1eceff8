using System.Globalization;

namespace Weir.Cli.Rendering;

/// <summary>
/// How numbers are written, the same way in every view: measured values to three digits, losses to four, columns that span decades to two
/// and an exponent, shares as percentages.
/// </summary>
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
        { } number when Math.Abs(number) is >= 1e-3 and < 1e4 =>
            number.ToString(Math.Abs(number) < 0.1 ? "0.0000" : "0.000", CultureInfo.InvariantCulture),
        { } number => Scientific(number),
    };

    /// <summary>A share as in <c>97.6 %</c>.</summary>
    public static string Percent(double? share, int digits = 1) =>
        share is not { } value ? None : !double.IsFinite(value) ? NotFinite(value) : (100 * value)
            .ToString("F" + digits, CultureInfo.InvariantCulture) + " %";

    /// <summary>With thousands set apart, as in <c>149,710</c>.</summary>
    public static string Count(double value) =>
        double.IsFinite(value) ? Math.Round(value).ToString("N0", CultureInfo.InvariantCulture) : NotFinite(value);

    /// <summary>
    /// A step of all, as in <c>3 of 40</c>; where more are made than the recipe asks for by now, those are all.
    /// </summary>
    public static string Step(long made, long total) => $"{Count(made)} of {Count(Math.Max(made, total))}";

    /// <summary>With a sign, as in <c>−0.91</c>.</summary>
    public static string Signed(double? value) => value switch
    {
        null => None,
        { } number when !double.IsFinite(number) => NotFinite(number),
        { } number => number.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>Up to six digits, as in <c>0.5</c>; a recipe reads it.</summary>
    public static string Plain(double value) =>
        (value < 0 ? "−" : "") + Math.Abs(value).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>
    /// A measured value to three digits, as in <c>−2.9</c>, <c>0.327</c> and <c>209</c>; very small and large ones with an exponent.
    /// </summary>
    public static string Value(double value) => Digits(value, 3, 1e5);

    /// <summary>A value that is known roughly, to two digits, as in <c>1.3</c> and <c>62,000</c>.</summary>
    public static string About(double value) => Digits(value, 2, 1e9);

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
        time < TimeSpan.FromHours(1) ? $"{(int)time.TotalMinutes}:{time.Seconds:00}"
            : $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}";

    /// <summary>Seconds where there are few of them, as in <c>3.2 s</c>; else as <see cref="Clock"/>.</summary>
    public static string Duration(TimeSpan time) =>
        time < TimeSpan.FromSeconds(99.95) ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s" : Clock(time);

    /// <summary>A count with its noun, as in <c>1 thread</c> and <c>2 threads</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What one of them is called.</param>
    /// <param name="plural">What several are called; the noun with an s unless told.</param>
    public static string Of(long count, string noun, string? plural = null) =>
        $"{Count(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    private static string Digits(double value, int digits, double most)
    {
        if (value == 0)
            return "0";
        if (!double.IsFinite(value))
            return NotFinite(value);
        string sign = value < 0 ? "−" : "";
        double size = Math.Abs(value);
        if (size < 1e-3 || size >= most)
            return sign + Scientific(size);
        // How many digits stand before the point, or, below 0, how many zeros behind it.
        int before = (int)Math.Floor(Math.Log10(size)) + 1;
        double unit = Math.Pow(10, before - digits);
        return sign + (Math.Round(size / unit) * unit)
            .ToString("#,0." + new string('#', Math.Max(0, digits - before)), CultureInfo.InvariantCulture);
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}
