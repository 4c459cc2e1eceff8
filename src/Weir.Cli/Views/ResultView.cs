using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>How a run ended, in a few remarks, and what to type next.</summary>
internal static class ResultView
{
    /// <summary>Draws it.</summary>
    /// <param name="info">What was trained.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="findings">What was found, ranked; null where the run was not watched.</param>
    /// <param name="told">Whether each finding was told already; then they are counted.</param>
    /// <param name="page">The run as a page; null where it was not written.</param>
    public static IReadOnlyList<Line> Draw(RunInfo info, TrainingResult result, int width, IReadOnlyList<Finding>? findings = null,
        bool told = false, string? page = null) => Draw(info.Directory, info.TotalSteps, result, width, findings, told, page);

    /// <summary>Draws how a run ended that is over, as its files alone tell.</summary>
    /// <param name="run">The run.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(EndedRun run, int width) =>
        Draw(run.Directory, run.TotalSteps, run.Result, width, null, told: false, null);

    private static List<Line> Draw(string? run, long total, TrainingResult result, int width, IReadOnlyList<Finding>? findings, bool told,
        string? page)
    {
        (string word, Style style) = result.Status switch
        {
            TrainingStatus.Finished when result.Message is not null && result.Steps < total => ("stopped early", Palette.Good),
            TrainingStatus.Finished => ("finished", Palette.Good),
            TrainingStatus.Interrupted => ("interrupted", Palette.Warning),
            TrainingStatus.NonFinite => ("the loss is no longer a finite number", Palette.Bad),
            _ => ("failed", Palette.Bad),
        };
        List<Line> items =
        [
            Line.Empty.Add(word, style).Add(RunStatus.Reached(result.Steps, total, result.FailedStep)),
            Line.Empty.Add(Numbers.Duration(result.Elapsed)),
            Line.Empty.Add($"{Numbers.Count(result.StepsPerSecond)} steps/s"),
            MetricsText.Score(result.Restored ?? result.Last)
                .Add(result.Restored is { } restored ? $" at epoch {restored.Epoch}, whose weights are kept" : ""),
        ];
        if (result.Restored is null && result.Best is { } best && result.Last is { } last && best.IsBetterThan(last))
            items.Add(Line.Empty.Add("best ").Add(MetricsText.Score(best)).Add($" at epoch {best.Epoch}"));
        if (result.Test is { } test)
            items.Add(MetricsText.Test(test));
        List<Line> lines = [.. Items.Flow(items, " · ", width)];
        if (result is { Status: TrainingStatus.Finished, Message: { } reason })
            lines.AddRange(Items.Wrap(reason, width));
        if (findings is { Count: > 0 })
        {
            if (!told)
                lines.AddRange([Line.Empty, .. FindingsView.Draw(findings, width, brief: true)]);
            lines.AddRange([Line.Empty, .. Diagnose(run, findings, width)]);
        }

        if (run is { } directory)
        {
            if (result.Status == TrainingStatus.Interrupted)
                lines.AddRange(Items.Flow([Line.Empty.Add("everything is kept; go on with", Palette.Quiet),
                    Line.Empty.AddWhole($"weir resume {directory}")], "  ", width));
            lines.AddRange(Items.Flow([Line.Empty.Add("look at it with", Palette.Quiet),
                Line.Empty.AddWhole($"weir show {directory}")], "  ", width));
            if (page is not null)
                lines.AddRange(Items.Flow([Line.Empty.Add("or as a page in a browser", Palette.Quiet), Line.Empty.Add(page)], "  ", width));
        }

        return lines;
    }

    private static IReadOnlyList<Line> Diagnose(string? run, IReadOnlyList<Finding> findings, int width) => Items.Flow(
        [
            FindingText.Count(findings),
            run is { } directory
                ? Line.Empty.Add("evidence and what to do  ", Palette.Quiet).AddWhole($"weir diagnose {directory}") : Line.Empty,
            FindingsView.Repair(findings, run),
        ],
        "   ",
        width);
}
