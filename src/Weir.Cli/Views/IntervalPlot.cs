using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>The means of a study's cells with their intervals, on one scale.</summary>
internal static class IntervalPlot
{
    private const int MostLabel = 36;
    private const int LeastRoom = 16;

    /// <summary>Draws them; nothing where fewer than two cells have a mean.</summary>
    public static IReadOnlyList<Line> Draw(StudyResults results, Measure measure, int width)
    {
        List<(string Name, double Mean, Interval? Interval)> rows = [];
        foreach (Cell cell in results.Cells)
        {
            CellSummary summary = CellSummary.Of([.. results.Of(cell).Select(run => run.Yield)], measure);
            if (summary.Mean is { } mean && double.IsFinite(mean))
                rows.Add((cell.ToString(), mean, summary.Interval));
        }

        if (rows.Count < 2)
            return [];
        int label = Math.Min(Math.Min(MostLabel, width / 2), rows.Max(row => row.Name.Length)),
            value = rows.Max(row => MeasureText.Of(measure, row.Mean).Length);
        // Where there is no room beside the names, each stands above its interval.
        bool above = width - label - value - 4 < LeastRoom;
        int room = Math.Max(1, width - value - (above ? 4 : label + 4));
        double low = rows.Min(row => row.Interval?.Low ?? row.Mean), high = rows.Max(row => row.Interval?.High ?? row.Mean);
        if (high <= low)
            return [];
        List<Line> lines = [];
        foreach ((string name, double mean, Interval? interval) in rows)
        {
            char[] cells = new string('·', room).ToCharArray();
            if (interval is { } limits)
            {
                cells.AsSpan(At(limits.Low), At(limits.High) - At(limits.Low) + 1).Fill('─');
                (cells[At(limits.Low)], cells[At(limits.High)]) = ('├', '┤');
            }

            int at = At(mean);
            cells[at] = '●';
            if (above)
                lines.AddRange(Items.Wrap(name, width));
            lines.Add((above ? Line.Empty : Line.Empty.AddLeft(name, label)).Add("  ").Add(new string(cells[..at]), Palette.Quiet)
                .Add("●", Palette.Accent).Add(new string(cells[(at + 1)..]), Palette.Quiet)
                .Add("  ").AddRight(MeasureText.Of(measure, mean), value));
        }

        return lines;

        int At(double number) => Math.Clamp((int)Math.Round((number - low) / (high - low) * (room - 1)), 0, room - 1);
    }
}
