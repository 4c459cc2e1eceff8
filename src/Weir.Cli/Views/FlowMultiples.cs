using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>
/// The gradient through the layers of each cell as a row of shades, at the start and at the end of the runs: small pictures on one scale.
/// </summary>
internal static class FlowMultiples
{
    private const int MostLabel = 36;
    private const int MostLayers = 40;

    /// <summary>Draws them.</summary>
    public static IReadOnlyList<Line> Draw(StudyResults results, int width)
    {
        (string Name, double?[] Start, double?[] End)[] rows = [.. results.Cells
            .Select(cell => (cell.ToString(), Deltas(results, cell, 0), Deltas(results, cell, LayerYield.Moments.Count - 1)))
            .Where(row => row.Item2.Length > 0)];
        if (rows.Length == 0)
            return [];
        // One that diverged has gradients beyond all scales: the others would be dots beside it.
        HashSet<string> wild = [.. results.Cells.Where(cell => results.Of(cell).Any(run => run.Yield.Diverged))
            .Select(cell => cell.ToString())];
        bool allWild = rows.All(row => wild.Contains(row.Name)), someWild = !allWild && rows.Any(row => wild.Contains(row.Name));
        LogScale scale = LogScale.Over(rows.Where(row => allWild || !wild.Contains(row.Name)).SelectMany(row => row.Start.Concat(row.End)));
        int layers = Math.Min(MostLayers, rows.Max(row => row.Start.Length)), longest = rows.Max(row => row.Name.Length);
        int label = Math.Min(longest, Math.Max(Math.Min(MostLabel, width / 2), width - (2 * layers) - 6));
        // Names that there is no room for beside the pictures stand above them.
        bool above = longest > label;
        if (above)
            label = 0;
        if (label + (2 * layers) + 6 > width)
            layers = Math.Max(1, (width - label - 6) / 2);
        List<Line> lines = [];
        foreach ((string name, double?[] start, double?[] end) in rows)
        {
            if (above)
                lines.AddRange(Items.Wrap(name, width));
            Line line = (above ? Line.Empty : Line.Empty.AddLeft(name, label)).Add("  ");
            Shades(line, start);
            line.PadTo(label + 2 + layers).Add("  ");
            Shades(line, end);
            lines.Add(line);
        }

        int faint = scale.Low + ((scale.High - scale.Low) / 5);
        string beyond = someWild ? ", or more where runs diverged" : "";
        lines.AddRange(Items.Wrap($"delta.rms  · ≤ 1e{faint}  ░  ▒  ▓  █ up to 1e{scale.High}{beyond}", width)
            .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)));
        return lines;

        void Shades(Line line, double?[] deltas)
        {
            for (int i = 0; i < Math.Min(layers, deltas.Length); i++)
            {
                // Of more layers than there is room for, some are shown.
                double? place = scale.Place(deltas[deltas.Length <= layers ? i : (int)((long)i * deltas.Length / layers)]);
                line.Add(Blocks.Shade(place).ToString(), place is { } at ? Palette.HeatOf(at) : Style.Plain);
            }
        }
    }

    private static double?[] Deltas(StudyResults results, Cell cell, int moment)
    {
        RunYield[] runs = [.. results.Of(cell).Select(run => run.Yield).Where(yield => yield.Layers.Count > 0)];
        int layers = runs.Length == 0 ? 0 : runs.Min(run => run.Layers.Count);
        return [.. Enumerable.Range(0, layers).Select(layer => LayerTable.Median(runs, layer, LayerQuantity.Gradient, moment))];
    }
}
