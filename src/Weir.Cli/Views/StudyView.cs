using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>A study: its table while it fills, and as a page when it is done.</summary>
internal static class StudyView
{
    private const int MostWidth = 160;

    /// <summary>Draws a study that goes on.</summary>
    /// <param name="progress">Where it is.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Live(StudyProgress progress, int width, int height)
    {
        Study study = progress.Results.Study;
        (string done, string open) = Blocks.Progress((progress.Done + progress.Running.Sum(entry => entry.Share))
            / Math.Max(1, progress.Total), 24);
        List<Line> lines = [.. Items.Flow(
            [
                Line.Empty.Add(study.Name, Palette.Strong),
                Line.Empty.Add($"{progress.Done} of {Numbers.Of(progress.Total, "run")} ").Add(done, Palette.Accent)
                    .Add(open, Palette.Quiet),
                Line.Empty.Add(progress.Left is { } left ? $"{Numbers.Clock(left)} left" : ""),
            ], " · ", width)];
        lines.Add(Line.Empty);
        IReadOnlyList<Line> table = StudyTableView.Draw(StudyTable.Of(progress.Results).Condensed(), width);
        int room = Math.Max(1, height - lines.Count - 2);
        lines.AddRange(table.Take(table.Count > room ? room - 1 : room));
        if (table.Count > room)
            lines.Add(Line.Empty.Add($"… {table.Count - room + 1} more lines; all of them when it is done", Palette.Quiet));
        lines.AddRange(Items.Flow(progress.Running.Select(entry => Line.Empty.Add(
            $"{Line.Cut(entry.Run.Name, Math.Max(8, width - 6))} {entry.Share * 100:0} %", Palette.Quiet)), " · ", width).Take(2));
        return lines;
    }

    /// <summary>Draws a study as a page: the table, intervals, flow, and the closing sentences.</summary>
    /// <param name="results">The results.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Page(StudyResults results, int width)
    {
        width = Math.Min(width, MostWidth);
        Study study = results.Study;
        StudyTable table = StudyTable.Of(results).Condensed();
        List<Line> lines = [.. Items.Wrap(study.Title ?? study.Name, width)
            .Select(line => Line.Empty.Add(line.ToString(), Palette.Strong))];
        if (study.Expect is { } expect)
            lines.AddRange(Items.Wrap($"expected: {expect.ReplaceLineEndings(" ").Trim()}", width));
        lines.AddRange(results.Remarks.SelectMany(remark => Items.Wrap($"data: {remark}", width)));
        lines.Add(Line.Empty);
        lines.AddRange(StudyTableView.Draw(table, width));
        if (table.Sources.Count > 0)
            lines.AddRange(Items.Wrap($"published: {string.Join("; ", table.Sources)}", width)
                .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)));
        foreach (Measure measure in results.Closing.Select(name => MeasureList.Find(name)).OfType<Measure>())
            Section($"{measure.Title}{(measure.Unit.Length > 0 ? $", {measure.Unit}" : "")}: means with 95 % intervals",
                IntervalPlot.Draw(results, measure, width));
        foreach (HeatMap map in HeatMap.Of(results))
            Section(HeatMapText.Heading(map), [.. HeatMapText.Draw(map, width).Select(Shaded)]);
        foreach (LayerQuantity quantity in study.Layers)
            Section(LayerTable.TitleOf(quantity), StudyTableView.Draw(LayerTable.Of(results, quantity), width));
        Section("flow at the start and at the end, from the input on the left to the output", FlowMultiples.Draw(results, width));
        IReadOnlyList<string> closing = ClosingText.Of(results);
        if (closing.Count > 0)
            Section("what follows", [.. closing.SelectMany(sentence => Hanging(sentence, width))]);
        return lines;

        void Section(string title, IReadOnlyList<Line> content)
        {
            if (content.Count == 0)
                return;
            lines.Add(Line.Empty);
            lines.AddRange(Items.Wrap(title, width).Select(line => Line.Empty.Add(line.ToString(), Palette.Strong)));
            lines.AddRange(content);
        }
    }

    private static Line Shaded(IReadOnlyList<HeatMapPiece> pieces) => pieces.Aggregate(Line.Empty, (line, piece) =>
        piece.Place is { } place ? line.Add(piece.Text, Palette.HeatOf(place)) : line.Add(piece.Text));

    private static IEnumerable<Line> Hanging(string text, int width) => Items.Wrap(text, width, indent: 2)
        .Select((line, index) => index == 0 ? Line.Empty.Add("· ").Add(line.ToString().Trim()) : line);
}
