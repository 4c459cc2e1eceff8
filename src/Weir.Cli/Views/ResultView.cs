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
    public static IReadOnlyList<Line> Draw(RunInfo info, TrainingResult result, int width, IReadOnlyList<Finding>? findings = null)
    {
        (string word, Style style) = result.Status switch
        {
            TrainingStatus.Finished => ("finished", Palette.Good),
            TrainingStatus.Interrupted => ("interrupted", Palette.Warning),
            TrainingStatus.NonFinite => ("the loss is no longer a finite number", Palette.Bad),
            _ => ("failed", Palette.Bad),
        };
        List<Line> items =
        [
            Line.Empty.Add(word, style).Add($" at step {Numbers.Count(result.Steps)} of {Numbers.Count(info.TotalSteps)}"),
            Line.Empty.Add(Numbers.Duration(result.Elapsed)),
            Line.Empty.Add($"{Numbers.Count(result.StepsPerSecond)} steps/s"),
            result.Restored is { } restored ? MetricsText.Validation(restored).Add($" at epoch {restored.Epoch}") : MetricsText.Validation(result.Last),
        ];
        if (result.Restored is null && result.Best is { } best && result.Last is { } last && best.IsBetterThan(last))
            items.Add(Line.Empty.Add("best ").Add(MetricsText.Validation(best)).Add($" at epoch {best.Epoch}"));
        if (result.Test is { } test)
            items.Add(Line.Empty.Add("test ").Add(test.Accuracy is { } accuracy ? Numbers.Percent(accuracy) : Numbers.Loss(test.Loss), Palette.Strong));
        List<Line> lines = [.. Items.Flow(items, " · ", width)];
        if (result is { Status: TrainingStatus.Finished, Message: { } message })
            lines.AddRange(Items.Wrap(message, width));
        if (findings is { Count: > 0 })
            lines.AddRange([Line.Empty, .. FindingsView.Draw(findings, width, brief: true), Line.Empty, .. Diagnose(info, findings, width)]);
        if (info.Directory is { } directory)
        {
            if (result.Status == TrainingStatus.Interrupted)
                lines.Add(Line.Empty.Add("everything is kept; go on with  ", Palette.Quiet).Add($"weir resume {directory}"));
            lines.Add(Line.Empty.Add("look at it with  ", Palette.Quiet).Add($"weir show {directory}"));
        }

        return lines;
    }

    private static IReadOnlyList<Line> Diagnose(RunInfo info, IReadOnlyList<Finding> findings, int width) => Items.Flow(
        [
            FindingText.Count(findings),
            info.Directory is { } directory ? Line.Empty.Add("evidence and what to do  ", Palette.Quiet).Add($"weir diagnose {directory}") : Line.Empty,
        ],
        "   ",
        width);
}
