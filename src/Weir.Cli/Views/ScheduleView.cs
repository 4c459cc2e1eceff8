using Weir.Cli.Rendering;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The learning rate over a run that has not begun: as a plot, or as a table where there is no terminal.</summary>
internal static class ScheduleView
{
    private const int MostWidth = 140;
    private const int MostHeight = 14;
    private const int Rows = 20;

    /// <summary>Epochs that a run must have for its axis to count in them.</summary>
    private const int LeastEpochs = 2;

    /// <summary>Draws the plot.</summary>
    /// <param name="recipe">Whose schedule it is.</param>
    /// <param name="span">How long its run is.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(Recipe recipe, RunSpan span, int width, int height)
    {
        width = Math.Min(width, MostWidth);
        Schedule schedule = recipe.ScheduleOver(span);
        List<Line> lines = [.. Header(recipe, span, width)];
        if (Waits(recipe, schedule, span) is { } waits)
            return [.. lines, .. Items.Wrap(waits, width)];
        lines.AddRange(Ends(RateCurve.Of(schedule, span, 1), width));
        Plot plot = Frame(schedule, span, width, Math.Clamp(height - lines.Count - 6, 4, MostHeight));
        RateCurve curve = RateCurve.Of(schedule, span, plot.DotsAcross);
        // Each part goes to its extremes between its two ends, whichever comes first: a column of dots has no order.
        return [.. lines, Line.Empty, .. plot.Draw([.. curve.Parts.SelectMany((part, i) =>
            new[] { part.First, part.Least, part.Highest, part.Last }.Select(rate =>
            ((double)i * span.TotalSteps / (plot.DotsAcross - 1), rate)))])];
    }

    /// <summary>Writes the rates of steps spread over the run, one line each.</summary>
    /// <param name="recipe">Whose schedule it is.</param>
    /// <param name="span">How long its run is.</param>
    public static IReadOnlyList<Line> Write(Recipe recipe, RunSpan span)
    {
        Schedule schedule = recipe.ScheduleOver(span);
        List<Line> lines = [.. Header(recipe, span, int.MaxValue)];
        if (Waits(recipe, schedule, span) is { } waits)
            return [.. lines, Line.Empty.Add(waits)];
        lines.AddRange(Ends(RateCurve.Of(schedule, span, 1), int.MaxValue));
        IEnumerable<long> steps = Enumerable.Range(0, Rows + 1)
            .Select(i => (long)Math.Round((double)i * Math.Max(0, span.TotalSteps - 1) / Rows)).Distinct();
        return [.. lines, .. Table.Draw([new("step"), new("epoch"), new("rate")],
            steps.Select(step => (IReadOnlyList<Table.Cell>)[Numbers.Count(step + 1),
            Numbers.Count((step / Math.Max(1, span.StepsPerEpoch)) + 1), Numbers.Rate(schedule.RateAt(step))]), int.MaxValue)];
    }

    private static IReadOnlyList<Line> Header(Recipe recipe, RunSpan span, int width)
    {
        long epochs = (span.TotalSteps + span.StepsPerEpoch - 1) / Math.Max(1, span.StepsPerEpoch);
        return Items.Flow(
            [
                Line.Empty.Add(recipe.Name, Palette.Strong),
                Line.Empty.Add(Numbers.Of(span.TotalSteps, "step")),
                Line.Empty.Add($"{Numbers.Of(epochs, "epoch")} of {Numbers.Of(span.StepsPerEpoch, "step")}"),
            ],
            " · ",
            width);
    }

    private static IReadOnlyList<Line> Ends(RateCurve curve, int width) => Items.Flow(
        [
            Line.Empty.Add("first rate ").Add(Numbers.Rate(curve.First), Palette.Strong),
            Line.Empty.Add("highest ").Add(Numbers.Rate(curve.Highest), Palette.Strong).Add($" at step {Numbers.Count(curve.HighestAt)}"),
            Line.Empty.Add("last ").Add(Numbers.Rate(curve.Last), Palette.Strong),
        ],
        " · ",
        width);

    /// <summary>What a schedule waits for that nobody knows beforehand; null for one that is a function of the step.</summary>
    private static string? Waits(Recipe recipe, Schedule schedule, RunSpan span)
    {
        if (schedule.Adaptive is null || recipe.Schedule is not { } shape)
            return null;
        long rise = shape.WarmUp.Steps(span);
        string start = rise > 0
            ? $"the rate rises from {Numbers.Rate(schedule.RateAt(0))} to {Numbers.Rate(schedule.RateAt(rise))} in "
                + $"{Numbers.Of(rise, "step")}, stays there,"
            : $"the rate begins at {Numbers.Rate(schedule.RateAt(0))}, stays there,";
        return $"A {shape.Name} schedule has no curve ahead, it depends on how the run goes: {start} and "
            + $"{shape.Response ?? "changes with its metric"}.";
    }

    private static Plot Frame(Schedule schedule, RunSpan span, int width, int height)
    {
        double highest = RateCurve.Of(schedule, span, 1).Highest;
        // From 0, so that a rate half as high is half as high; a run whose rate is 0 throughout has an axis all the same.
        Axis up = Axis.Around(0, highest > 0 ? highest : 1, Math.Max(2, height / 3), Numbers.Rate);
        double epochs = (double)span.TotalSteps / Math.Max(1, span.StepsPerEpoch);
        int labels = Math.Max(2, width / 14);
        bool counts = epochs >= LeastEpochs;
        double step = counts ? Math.Max(1, Axis.RoundStep(epochs, labels)) * span.StepsPerEpoch
            : Math.Max(1, Axis.RoundStep(span.TotalSteps, labels));
        double[] places = [.. Enumerable.Range(0, (int)(span.TotalSteps / step) + 1).Select(i => i * step)];
        Axis across = new(0, span.TotalSteps, [.. places.Select(place => new Axis.Tick(place, Numbers.Count(place)))]);
        return new Plot(across, up, width, height)
        {
            UpName = "rate",
            AcrossName = "step",
            MoreLabels = counts ? [("epoch", [.. places.Select(place => new Axis.Tick(place, Numbers.Count(place / span.StepsPerEpoch)))])]
                : [],
        };
    }
}
