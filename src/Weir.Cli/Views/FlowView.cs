using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Flow;

namespace Weir.Cli.Views;

/// <summary>
/// The flow of the gradient as a picture: a row for each layer with weights, the output on top, with a bar on a log scale.
/// </summary>
internal static class FlowView
{
    private const int Value = 8;
    private const int Update = Value + 6;
    private const int LeastBar = 10;
    private const int MostBar = 60;
    private const int MostLabel = 34;
    private const int Gap = 2;
    private const int LeastTitle = 39;
    private const string StarvedMark = "starved";

    /// <summary>Draws a sample while a run goes on: the columns for which there is room, with the ends of names.</summary>
    /// <param name="header">The layers.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="scale">The scale of the bars.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines; layers in the middle are folded.</param>
    public static IReadOnlyList<Line> Draw(TraceHeader header, FlowSample sample, LogScale scale, int width, int height)
    {
        IReadOnlyList<FlowRow> rows = FlowRow.Of(header, sample);
        List<ContinuedTable.Column> others = [UpdateRatio(rows)];
        if (width >= 72)
            others.AddRange(Saturated(rows));
        if (width >= 100)
            others.Add(Zero(rows));
        if (width >= 90)
            others.AddRange(Dead(rows));
        int numbers = Value + 1 + others.Sum(column => column.Width);
        int label = Math.Min(rows.Count == 0 ? 5 : rows.Max(row => row.Label.Length),
            Math.Clamp(width - numbers - 4 - LeastBar, 9, MostLabel));
        // Where it is too narrow for the word, a sign does.
        string mark = width - label - Gap - numbers - StarvedMark.Length - Gap < LeastBar ? "!" : StarvedMark;
        int markCells = mark == StarvedMark ? mark.Length + Gap : 1 + mark.Length;
        ContinuedTable.Column[] columns = [Gradient(rows, scale, width - label - Gap - numbers - markCells), .. others];

        List<Line> lines = [columns.Aggregate(Line.Empty.AddLeft("layer", label, Palette.Quiet), (line, column) =>
            line.Add(column.Heading))];
        foreach (int index in Folding.Rows(rows.Count, Math.Max(1, height - 2)))
        {
            if (index < 0)
            {
                lines.Add(Line.Empty.Add(new string(' ', Math.Min(2, label))).Add($"… {-index} more", Palette.Quiet));
                continue;
            }

            Line line = columns.Aggregate(Line.Empty.AddLeft(rows[index].LabelIn(label), label), (line, column) =>
                line.Add(column.Cell(index)));
            lines.Add(rows[index].Starved ? line.Add(mark == StarvedMark ? "  " : " ").Add(mark, Palette.Bad) : line);
        }

        Line closing = AttenuationView.Draw(sample.Attenuation, width);
        if (rows.Any(row => row.Starved) && mark != StarvedMark)
            closing.Add("   ! starved", Palette.Bad);
        lines.Add(closing);
        return lines;
    }

    /// <summary>Draws a sample as a part of a page: all columns, below each other where the page is narrow, and all names.</summary>
    /// <param name="header">The layers.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="scale">The scale of the bars.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Whole(TraceHeader header, FlowSample sample, LogScale scale, int width)
    {
        IReadOnlyList<FlowRow> rows = FlowRow.Of(header, sample);
        string[] names = [.. rows.Select(row => row.Label)];
        ContinuedTable.Column update = UpdateRatio(rows);
        ContinuedTable.Column[] starved = rows.Any(row => row.Starved) ? [Starved(rows)] : [],
            ends = [.. Saturated(rows), Zero(rows), .. Dead(rows)];
        int label = ContinuedTable.LabelWidth("layer", names, Gap + LeastBar + Value + 1, width);
        int bar = width - label - Gap - Value - 1 - update.Width - starved.Sum(column => column.Width);
        int rest = bar - ends.Sum(column => column.Width);
        ContinuedTable.Column[] columns = rest >= LeastBar ? [Gradient(rows, scale, rest), update, .. ends, .. starved]
            : [Gradient(rows, scale, Math.Max(LeastBar, bar)), update, .. starved, .. ends];
        return [.. ContinuedTable.Draw("layer", names, Folding.Rows(rows.Count, int.MaxValue), columns, width),
            AttenuationView.Draw(sample.Attenuation, width),
            .. columns[0].Width < LeastTitle ? [Line.Empty.Add("delta.rms: gradient through it", Palette.Quiet)] : Array.Empty<Line>()];
    }

    private static ContinuedTable.Column Gradient(IReadOnlyList<FlowRow> rows, LogScale scale, int room)
    {
        int bar = Math.Clamp(room, 4, MostBar);
        string title = Gap + bar + Value + 1 >= LeastTitle ? "gradient through it (delta.rms)" : "delta.rms";
        double strongest = rows.Select(row => row.Delta is { } delta && double.IsFinite(delta) ? delta : 0).DefaultIfEmpty().Max();
        return new(Gap + bar + Value + 1, Line.Empty.Add("  ").AddLeft(title, bar + Value + 1, Palette.Quiet), row => Line.Empty.Add("  ")
            .AddLeft(Blocks.Bar(scale.Place(rows[row].Delta), bar), bar,
                Palette.Strength(strongest > 0 ? rows[row].Delta / strongest : rows[row].Delta))
            .AddRight(Numbers.Scientific(rows[row].Delta), Value + 1));
    }

    private static ContinuedTable.Column UpdateRatio(IReadOnlyList<FlowRow> rows) => Text("update.ratio", Update,
        row => (Numbers.Scientific(rows[row].UpdateRatio), rows[row].Starved ? Palette.Bad : Style.Plain));

    private static IEnumerable<ContinuedTable.Column> Saturated(IReadOnlyList<FlowRow> rows) => rows.All(row => row.Saturated is null) ? []
        : [Text("satur.", 8, row => (Numbers.Percent(rows[row].Saturated, 0), rows[row].Saturated > 0.5 ? Palette.Warning
            : Palette.Quiet))];

    private static ContinuedTable.Column Zero(IReadOnlyList<FlowRow> rows) =>
        Text("zero", 7, row => (Numbers.Percent(rows[row].Zero, 0), Palette.Quiet));

    private static IEnumerable<ContinuedTable.Column> Dead(IReadOnlyList<FlowRow> rows) => rows.All(row => row.Dead is null) ? []
        : [Text("dead", Math.Max(7, Gap + rows.Max(row => DeadOf(row).Length)), row => (DeadOf(rows[row]),
            rows[row].Dead > 0 ? Palette.Warning : Palette.Quiet))];

    private static string DeadOf(FlowRow row) => row.Dead is { } dead ? $"{dead}/{row.Units}" : Numbers.None;

    private static ContinuedTable.Column Starved(IReadOnlyList<FlowRow> rows) => new(Gap + StarvedMark.Length,
        Line.Empty.PadTo(Gap + StarvedMark.Length),
        row => Line.Empty.Add(rows[row].Starved ? "  " + StarvedMark : "", Palette.Bad).PadTo(Gap + StarvedMark.Length));

    private static ContinuedTable.Column Text(string title, int width, Func<int, (string Text, Style Style)> cell) => new(width,
        Line.Empty.AddRight(title, width, Palette.Quiet), row => Line.Empty.AddRight(cell(row).Text, width, cell(row).Style));
}
