using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>What a study would run: its cells with parameters, steps and time.</summary>
internal static class EstimateView
{
    /// <summary>Draws it.</summary>
    public static IReadOnlyList<Line> Draw(Study study, StudyEstimate estimate, int width)
    {
        StudyTable table = new()
        {
            Names = ["cell"],
            Columns = ["parameters", "steps", "time of a run"],
            Rows = [.. estimate.Cells.Select(cell => new StudyTable.Row(
                [cell.Cell.ToString()],
                [new(Numbers.Count(cell.Parameters)), new(Numbers.Count(cell.Steps)), new(Numbers.Duration(cell.Run))]))],
        };
        List<Line> lines = [.. Items.Wrap(study.Title ?? study.Name, width).Select(line => Line.Empty.Add(line.ToString(), Palette.Strong)),
            .. estimate.Remarks.SelectMany(remark => Items.Wrap($"data: {remark}", width)), Line.Empty,
            .. StudyTableView.Draw(table, width), Line.Empty];
        string trials = estimate.Trials > 0 ? $", and up to {Numbers.Of(estimate.Trials, "run")} of searches" : "";
        lines.AddRange(Items.Wrap(
            $"{Numbers.Of(estimate.Cells.Count, "cell")} × {Numbers.Of(study.Seeds.Count, "seed")} = "
                + $"{Numbers.Of(estimate.Runs, "run")}{trials}; {Numbers.Of(estimate.Workers, "worker")} with "
                + $"{Numbers.Of(study.Threads, "thread")} each: about {Numbers.Duration(estimate.Total)}, as busy as the machine is now",
            width));
        return lines;
    }
}
