using Spectre.Console;
using Weir.Cli.Live;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>
/// Two runs of networks of the same depth beside each other, their gradients on the same scale; one below the other where it is narrow.
/// </summary>
internal static class PairView
{
    private const int Label = 13;
    private const int Value = 8;
    private const int LeastWidth = 56;
    private const int MostColumn = 60;

    /// <summary>Draws a frame.</summary>
    /// <param name="left">One run at a moment.</param>
    /// <param name="right">The other.</param>
    /// <param name="titles">What the two are called.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(RunSnapshot left, RunSnapshot right, IReadOnlyList<string> titles, int width, int height)
    {
        RunSnapshot[] runs = [left, right];
        LogScale scale = left.Scale == default ? right.Scale : right.Scale == default ? left.Scale
            : new LogScale(Math.Min(left.Scale.Low, right.Scale.Low), Math.Max(left.Scale.High, right.Scale.High));
        List<Line> lines = [.. (left.Header with { Name = "weir demo" }).Draw(width)];
        if (width >= LeastWidth)
        {
            lines.AddRange(Columns(runs, titles, scale, width, height - lines.Count));
            return lines;
        }

        int each = ((height - lines.Count) / runs.Length) - 1;
        for (int i = 0; i < runs.Length; i++)
            lines.AddRange([Line.Empty, .. Columns([runs[i]], [titles[i]], scale, width, each)]);
        return lines;
    }

    private static List<Line> Columns(RunSnapshot[] runs, IReadOnlyList<string> titles, LogScale scale, int width, int height)
    {
        int column = Math.Clamp((width - Label - (2 * (runs.Length - 1))) / runs.Length, Value + 6, MostColumn);
        IReadOnlyList<FlowRow>[] flows =
            [.. runs.Select(run => run is { Sample: { } sample, Layers: { } layers } ? FlowRow.Of(layers, sample) : [])];
        double?[] strongest = [.. flows.Select(rows => rows.Max(row => row.Delta))];
        int layers = flows.Max(rows => rows.Count);

        List<Line> lines =
        [
            Row("", (_, i) => Line.Empty.Add(titles[i], Palette.Strong)),
            Row("epoch", (run, _) => Progress(run, column)),
            Row("loss", (run, _) => Line.Empty.AddLeft(run.Progress.Step == 0 ? Numbers.None : Numbers.Loss(run.Progress.Loss), 7)
                .Add(Blocks.Sparkline(run.Losses, Math.Min(24, column - 9)), Palette.Accent)),
            Row("validation", (run, _) => run.Epoch?.ValidationAccuracy is { } accuracy
                ? Line.Empty.Add(Numbers.Percent(accuracy), Palette.Strong) : Line.Empty.Add(Numbers.None, Palette.Quiet)),
            Row("layer", (run, i) => Line.Empty.Add(i > 0 ? "on the same log scale" : column >= 32 ? "gradient through it (delta.rms)"
                : "delta.rms", Palette.Quiet), Palette.Quiet),
        ];
        if (layers == 0)
            return lines;
        foreach (int index in Folding.Rows(layers, Math.Max(2, height - lines.Count - 1)))
        {
            lines.Add(index < 0
                ? Line.Empty.Add($"… {-index} more", Palette.Quiet)
                : Row($"{index + 1}", (_, i) => index < flows[i].Count ? Bar(flows[i][index], strongest[i], scale, column) : Line.Empty));
        }

        lines.Add(Row("attenuation", (run, _) => Line.Empty
            .Add(Numbers.Signed(run.Sample?.Attenuation), AttenuationView.Colour(run.Sample?.Attenuation))
                .Add(column >= 24 ? " decades per layer" : " per layer", Palette.Quiet)));
        return lines;

        Line Row(string title, Func<RunSnapshot, int, Line> cell, Style? style = null)
        {
            Line line = Line.Empty.AddLeft(title, Label, style ?? Palette.Quiet);
            for (int i = 0; i < runs.Length; i++)
                line.PadTo(Label + (i * (column + 2))).Add(cell(runs[i], i));
            return line;
        }
    }

    private static Line Progress(RunSnapshot run, int column)
    {
        string epoch = $"{Math.Max(1, run.Progress.Epoch)}/{run.Epochs} ";
        double part = run.TotalSteps == 0 ? 1 : (double)run.Progress.Step / run.TotalSteps;
        (string done, string open) = Blocks.Progress(part, Math.Clamp(column - epoch.Length - 6, 4, 24));
        return Line.Empty.Add(epoch).Add(done, Palette.Accent).Add(open, Palette.Quiet).Add($" {100 * part,3:0} %");
    }

    private static Line Bar(FlowRow row, double? strongest, LogScale scale, int column)
    {
        int bar = column - Value;
        double? share = strongest > 0 ? row.Delta / strongest : null;
        return Line.Empty.AddLeft(Blocks.Bar(scale.Place(row.Delta), bar), bar, Palette.Strength(share))
            .AddRight(Numbers.Scientific(row.Delta), Value);
    }
}
