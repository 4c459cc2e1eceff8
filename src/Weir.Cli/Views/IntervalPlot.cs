using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>The means of a study's cells with their intervals, on one scale.</summary>
internal static class IntervalPlot
{
    private const int MostLabel = 36;
    private const int LeastRoom = 16;
    private const int Room = 40;

    /// <summary>
    /// Draws them; nothing where fewer than two cells have ended, or all are alike. Where runs diverged the point is the median, as in the
    /// table, and a cell that has none for that is told as diverged.
    /// </summary>
    public static IReadOnlyList<Line> Draw(StudyResults results, Measure measure, int width)
    {
        List<Row> rows = [];
        foreach (Cell cell in results.Cells)
        {
            CellSummary summary = CellSummary.Of([.. results.Of(cell).Select(run => run.Yield)], measure);
            double? point = summary.Centre is { } centre && double.IsFinite(centre) ? centre : null;
            if (summary.Diverged > 0)
                rows.Add(new Row(cell.ToString(), point, null,
                    summary.Diverged == summary.Count ? "diverged" : $"{summary.Diverged} of {summary.Count} diverged", IsLost: true));
            else if (point is { } mean)
                rows.Add(new Row(cell.ToString(), mean, summary.Interval, MeasureText.Of(measure, mean), IsLost: false));
        }

        double[] seen = [.. rows.SelectMany(row => new[] { row.Point, row.Interval?.Low, row.Interval?.High }).OfType<double>()];
        if (rows.Count < 2 || seen.Length == 0)
            return [];
        double low = seen.Min(), high = seen.Max();
        if (high <= low && !rows.Any(row => row.IsLost))
            return [];
        int longest = rows.Max(row => row.Name.Length), value = rows.Max(row => row.Said.Length);
        int label = Math.Min(longest, Math.Max(Math.Min(MostLabel, width / 2), width - value - 4 - Room));
        // Where there is no room beside the names, each stands above its interval.
        bool above = longest > label || width - label - value - 4 < LeastRoom;
        int room = Math.Max(1, width - value - (above ? 4 : label + 4));
        List<Line> lines = [];
        foreach (Row row in rows)
        {
            if (above)
                lines.AddRange(Items.Wrap(row.Name, width));
            Line line = (above ? Line.Empty : Line.Empty.AddLeft(row.Name, label)).Add("  ");
            line = Drawn(line, row, room, At).Add("  ");
            lines.Add(row.IsLost ? line.AddRight(row.Said, value, Palette.Bad) : line.AddRight(row.Said, value));
        }

        return lines;

        int At(double number) => high <= low ? room / 2
            : Math.Clamp((int)Math.Round((number - low) / (high - low) * (room - 1)), 0, room - 1);
    }

    private static Line Drawn(Line line, Row row, int room, Func<double, int> at)
    {
        char[] cells = new string('·', room).ToCharArray();
        if (row.Interval is { } limits)
        {
            cells.AsSpan(at(limits.Low), at(limits.High) - at(limits.Low) + 1).Fill('─');
            (cells[at(limits.Low)], cells[at(limits.High)]) = ('├', '┤');
        }

        return row.Point is not { } point ? line.Add(new string(cells), Palette.Quiet)
            : line.Add(new string(cells[..at(point)]), Palette.Quiet).Add("●", Palette.Accent)
                .Add(new string(cells[(at(point) + 1)..]), Palette.Quiet);
    }

    private sealed record Row(string Name, double? Point, Interval? Interval, string Said, bool IsLost);
}
