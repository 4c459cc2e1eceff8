using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Flow;

namespace Weir.Cli.Views;

/// <summary>
/// How the gradient through each layer changed over a run: rows are layers (the output on top), columns are log-spaced steps,
/// cells are shaded by the logarithm of delta.rms; below them the attenuation at the same steps.
/// </summary>
internal static class HeatMapView
{
    private const int Value = 9;
    private const int LeastMap = 16;

    /// <summary>Draws a trace.</summary>
    /// <param name="trace">The trace, with at least one sample.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(Trace trace, int width, int height)
    {
        IReadOnlyList<FlowRow>[] samples = [.. trace.Samples.Select(sample => FlowRow.Of(trace.Header, sample))];
        LogScale scale = LogScale.Over(samples.SelectMany(rows => rows.Select(row => row.Delta)));
        int layers = samples[0].Count;
        string[] names = [.. samples[0].Select(row => row.Label)];
        int label = ContinuedTable.LabelWidth("attenuation", names, 2 + LeastMap + Value, width);
        int room = Math.Clamp(width - label - 2 - Value, LeastMap, 72);
        int[] columns = Columns([.. trace.Samples.Select(sample => sample.Step)], room);

        List<Line> lines = [];
        foreach (int index in Folding.Rows(layers, Math.Max(1, height - 3)))
        {
            if (index < 0)
            {
                lines.Add(Line.Empty.Add($"  … {-index} more", Palette.Quiet));
                continue;
            }

            Line line = Line.Empty.Add("  ");
            foreach (int column in columns)
            {
                double? place = scale.Place(samples[column][index].Delta);
                line.Add(Blocks.Shade(place).ToString(), place is { } at ? Palette.HeatOf(at) : Style.Plain);
            }

            lines.AddRange(ContinuedTable.Row(names[index], label, [line.AddRight(Numbers.Scientific(samples[^1][index].Delta), Value)],
                width));
        }

        double[] attenuation = [.. columns.Select(column => trace.Samples[column].Attenuation ?? double.NaN)];
        lines.Add(Line.Empty.AddLeft("attenuation", label, Palette.Quiet).Add("  ")
            .Add(Blocks.Sparkline(attenuation, columns.Length), Palette.Accent)
            .AddRight(Numbers.Signed(trace.Samples[^1].Attenuation), Value, AttenuationView.Colour(trace.Samples[^1].Attenuation)));
        lines.Add(Line.Empty.AddLeft("step", label, Palette.Quiet).Add("  ")
            .Add(Axis([.. columns.Select(column => trace.Samples[column].Step)]), Palette.Quiet));
        string legend = $"delta.rms  · ≤ 1e{scale.Low + ((scale.High - scale.Low) / 5)}  ░  ▒  ▓  █ up to 1e{scale.High}";
        lines.Add(Line.Empty.Add(new string(' ', Math.Clamp(width - legend.Length, 0, label + 2))).Add(legend, Palette.Quiet));
        return lines;
    }

    /// <summary>Which samples are shown, so that their steps are spread evenly on a log scale.</summary>
    /// <param name="steps">Steps of the samples, growing.</param>
    /// <param name="room">Most columns.</param>
    internal static int[] Columns(long[] steps, int room)
    {
        if (steps.Length <= room)
            return [.. Enumerable.Range(0, steps.Length)];
        double from = Math.Log(steps[0]), to = Math.Log(steps[^1]);
        List<int> chosen = [];
        int next = 0;
        for (int column = 0; column < room; column++)
        {
            double wanted = from + ((to - from) * column / (room - 1));
            while (next + 1 < steps.Length && Math.Log(steps[next]) < wanted - 1e-9)
                next++;
            if (chosen.Count == 0 || chosen[^1] != next)
                chosen.Add(next);
        }

        return [.. chosen];
    }

    /// <summary>Step numbers under the columns they belong to, as many as fit.</summary>
    private static string Axis(long[] steps)
    {
        char[] axis = new string(' ', steps.Length + 12).ToCharArray();
        int free = 0;
        for (int column = 0; column < steps.Length; column++)
        {
            string text = Numbers.Count(steps[column]);
            bool last = column == steps.Length - 1;
            int at = last ? Math.Max(0, steps.Length - text.Length) : column;
            // The last step has its place kept free.
            int end = last ? int.MaxValue : steps.Length - Numbers.Count(steps[^1]).Length - 1;
            if (at < free || (!last && at + text.Length > end))
                continue;
            text.CopyTo(0, axis, at, text.Length);
            free = at + text.Length + 3;
        }

        return new string(axis).TrimEnd();
    }
}
