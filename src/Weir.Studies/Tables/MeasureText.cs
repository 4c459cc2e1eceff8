using System.Globalization;

namespace Weir.Studies;

/// <summary>How numbers of measures are written.</summary>
public static class MeasureText
{
    // From here on, digits behind the point say nothing: a fit of −5·10¹⁴ %, or what three seeds leave open.
    private const double Wide = 1000;

    /// <summary>A value, as in <c>97.3 %</c>.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="value">The value; null gives a dash.</param>
    public static string Of(Measure measure, double? value) => value is not { } number ? "–" : measure.Form switch
    {
        MeasureForm.Signed => Sign(number) + Bare(measure, Math.Abs(number)),
        MeasureForm.Share => $"{Signed(measure, number)} %",
        _ => Signed(measure, number),
    };

    /// <summary>A value in few letters, without its unit, as in <c>97</c> of a share.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="value">The value; null gives a dash.</param>
    public static string Short(Measure measure, double? value) => value is not { } number ? "–" : measure.Form switch
    {
        MeasureForm.Share when Math.Abs(number) * 100 < Wide => (number < 0 ? "−" : "") + Digits(Math.Abs(number) * 100, "0"),
        MeasureForm.Signed when Math.Abs(number) < Wide => Sign(number) + Digits(Math.Abs(number), "0.00"),
        _ => Signed(measure, number),
    };

    /// <summary>What is written behind ±.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="reach">Half of an interval.</param>
    public static string Reach(Measure measure, double reach) => Bare(measure, reach);

    /// <summary>A difference with its unit and interval, as in <c>+61.0 points [55.0, 67.0]</c>.</summary>
    /// <param name="effect">The effect.</param>
    public static string Of(Effect effect)
    {
        if (effect.Difference is not { } difference)
            return "no seed to compare";
        Measure measure = effect.Measure;
        string unit = measure.Form == MeasureForm.Share ? " points" : measure.Unit.Length > 0 ? $" {measure.Unit}" : $" {measure.Title}";
        string text = $"{Sign(difference)}{Bare(measure, Math.Abs(difference))}{unit}";
        // Seeds that are all alike tell nothing of the chance that others would not be.
        if (effect.Interval is { } point && point.Low == point.High)
            return $"{text} in each of {effect.Seeds} seeds";
        return effect.Interval is { } interval ? $"{text} [{Signed(measure, interval.Low)}, "
            + $"{Signed(measure, interval.High)}]{(effect.IsNoise == true ? ", inside its noise" : "")}" : text;
    }

    /// <summary>
    /// A cell of a table: the mean and its interval, where runs diverge the median and how many, and of a share of the runs, as in
    /// <c>2 of 3</c>, how many.
    /// </summary>
    /// <param name="measure">The measure.</param>
    /// <param name="summary">What the seeds say.</param>
    public static string Of(Measure measure, CellSummary summary)
    {
        if (summary.Count == 0)
            return "";
        if (measure.CountsRuns)
            return summary.Mean is { } share ? $"{Digits(share * summary.Count, "0")} of {summary.Count}" : "–";
        if (summary.Diverged == 0)
            return Of(measure, summary.Mean) + (summary.Interval is { HalfWidth: > 0 } interval && measure.Form != MeasureForm.Count
                ? $" ± {Reach(measure, interval.HalfWidth)}" : "");
        return summary.Median is { } median ? $"{Of(measure, median)} median" : "–";
    }

    // A size without its sign.
    private static string Bare(Measure measure, double size) => measure.Form switch
    {
        MeasureForm.Share when size * 100 < Wide => Digits(size * 100, "0.00"),
        MeasureForm.Share => Plain(size * 100),
        MeasureForm.Signed when size < Wide => Digits(size, "0.000"),
        // A mean over seeds lies between whole numbers.
        MeasureForm.Count => Digits(size, size < 100 ? "0.#" : "#,0"),
        _ => Plain(size),
    };

    private static string Signed(Measure measure, double value) => (value < 0 ? "−" : "") + Bare(measure, Math.Abs(value));

    private static string Sign(double value) => value < 0 ? "−" : "+";

    private static string Digits(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Plain(double value) => value switch
    {
        0 => "0",
        _ when Math.Abs(value) is >= 1e-3 and < 1e5 => value.ToString(Math.Abs(value) >= 100 ? "0" : "G3", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##e-0", CultureInfo.InvariantCulture),
    };
}
