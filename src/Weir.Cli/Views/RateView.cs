using System.Globalization;
using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>A learning-rate range test: how far it is, the smoothed loss over the rate, and what it suggests.</summary>
internal static class RateView
{
    private const int MostWidth = 140;
    private const int MostHeight = 14;

    /// <summary>Lines of the plot besides the curve: name, axis, labels, mark.</summary>
    private const int Frame = 4;

    /// <summary>
    /// How far above the loss at the start the picture goes, as a share of the way down from there: a loss that runs away would flatten all
    /// else.
    /// </summary>
    private const double Headroom = 0.5;

    /// <summary>Draws a test that still runs.</summary>
    /// <param name="name">The recipe's name.</param>
    /// <param name="options">Which rates are tried.</param>
    /// <param name="points">The steps so far.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Progress(string name, RateRangeOptions options, IReadOnlyList<RatePoint> points, int width,
        int height)
    {
        (string done, string open) = Blocks.Progress((double)points.Count / options.Steps, 24);
        Line first = Line.Empty.Add(name, Palette.Strong).Add(" · ", Palette.Quiet).Add($"step {points.Count}/{options.Steps} ");
        first.Add(done, Palette.Accent).Add(open, Palette.Quiet);
        if (points.Count > 0)
            first.Add($" rate {Numbers.Rate(points[^1].Rate)}");
        return points.Count < 2 ? [first] : [first, Line.Empty, .. Curve(options, points, null, width, height - 2)];
    }

    /// <summary>Draws what a test found.</summary>
    /// <param name="recipe">Whose rates were tried.</param>
    /// <param name="options">Which rates were tried.</param>
    /// <param name="result">What was found.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(Recipe recipe, RateRangeOptions options, RateRangeResult result, int width, int height)
    {
        IReadOnlyList<Line> words = Words(recipe, result, Math.Min(width, MostWidth));
        IReadOnlyList<Line> header = Header(recipe, options, result, Math.Min(width, MostWidth));
        if (result.Points.Count < 2)
            return [.. header, .. words];
        return [.. header, Line.Empty, .. Curve(options, result.Points, result.Suggested, width, height - header.Count - words.Count - 2),
            Line.Empty, .. words];
    }

    /// <summary>Writes what a test found without the plot.</summary>
    /// <param name="recipe">Whose rates were tried.</param>
    /// <param name="options">Which rates were tried.</param>
    /// <param name="result">What was found.</param>
    public static IReadOnlyList<Line> Write(Recipe recipe, RateRangeOptions options, RateRangeResult result) =>
        [.. Header(recipe, options, result, int.MaxValue), .. Words(recipe, result, int.MaxValue)];

    /// <summary>The line of a step.</summary>
    public static Line Step(RatePoint point) =>
        Line.Empty.AddLeft($"rate {Numbers.Rate(point.Rate)}", 14).AddLeft($"loss {Numbers.Loss(point.Loss)}", 13)
            .Add($"smoothed {Numbers.Loss(point.Smoothed)}");

    /// <summary>A suggestion as one would write it: two digits are more than the test can tell.</summary>
    public static string Round(double rate) =>
        Numbers.Rate(double.Parse(rate.ToString("0.0e-0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>The rates that do about as well, as in <c>, from 0.01 to 0.2</c>; empty where that is one rate.</summary>
    private static string Interval(RateRangeResult result) =>
        result.Interval is { } interval && Round(interval.Low) != Round(interval.High)
            ? $", from {Round(interval.Low)} to {Round(interval.High)}" : "";

    private static IReadOnlyList<Line> Header(Recipe recipe, RateRangeOptions options, RateRangeResult result, int width) => Items.Flow(
        [
            Line.Empty.Add(recipe.Name, Palette.Strong),
            Line.Empty.Add($"rates from {Numbers.Rate(options.Low)} to {Numbers.Rate(options.High)}"),
            Line.Empty.Add($"{Numbers.Of(result.Points.Count, "step")} of {options.Steps}"),
        ],
        " · ",
        width);

    private static IReadOnlyList<Line> Words(Recipe recipe, RateRangeResult result, int width)
    {
        // Why there is none is the error's to tell.
        if (result.Suggested is not { } suggested)
            return [];
        string optimizer = recipe.Optimizer.Name;
        return
        [
            .. Items.Wrap($"Suggested rate {Round(suggested)}{Interval(result)}: {result.Reason}.", width),
            .. Items.Flow([Line.Empty.Add("write into the recipe:", Palette.Quiet),
                Line.Empty.AddWhole($"optimizer: {{{optimizer}: {{rate: {Round(suggested)}}}}}", Palette.Strong)], "  ", width),
            .. Items.Wrap($"It has rate {Numbers.Rate(recipe.Optimizer.Settings.Rate)} now; other options of {optimizer} stay as they are.",
                width),
        ];
    }

    private static IReadOnlyList<Line> Curve(RateRangeOptions options, IReadOnlyList<RatePoint> points, double? suggested, int width,
        int height)
    {
        double least = points.Min(point => point.Smoothed), start = points[0].Smoothed, most = points.Max(point => point.Smoothed);
        int at = 0;
        while (points[at].Smoothed > least)
            at++;
        double before = points.Take(at + 1).Max(point => point.Smoothed);
        double top = Math.Min(most, Math.Max(before, start + (Headroom * (start - least))));
        int rows = Math.Clamp(height - Frame, 4, MostHeight);
        double low = Math.Log10(options.Low), high = Math.Log10(options.High);
        IEnumerable<int> decades = Enumerable.Range((int)Math.Ceiling(low - 1e-9),
            Math.Max(0, (int)Math.Floor(high + 1e-9) - (int)Math.Ceiling(low - 1e-9) + 1));
        Plot plot = new(
            new Axis(low, high, [.. decades.Select(decade => new Axis.Tick(decade, Numbers.Rate(Math.Pow(10, decade))))]),
            Axis.Around(least, top, Math.Max(2, rows / 3), value => Numbers.Plain(Math.Round(value, 9))),
            Math.Min(width, MostWidth), rows)
        {
            UpName = "smoothed loss",
            AcrossName = "rate",
            Mark = suggested is { } rate ? Math.Log10(rate) : null,
            MarkText = suggested is { } marked ? $"suggested {Round(marked)}" : "",
        };
        return plot.Draw([.. points.Select(point => (Math.Log10(point.Rate), point.Smoothed))]);
    }
}
