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
    private const int LeastBar = 10;
    private const int MostBar = 60;
    private const int MostLabel = 34;
    private const string StarvedMark = "starved";

    /// <summary>Draws a sample.</summary>
    /// <param name="header">The layers.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="scale">The scale of the bars.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines; layers in the middle are folded.</param>
    public static IReadOnlyList<Line> Draw(TraceHeader header, FlowSample sample, LogScale scale, int width, int height)
    {
        IReadOnlyList<FlowRow> rows = FlowRow.Of(header, sample);
        bool showSaturated = width >= 72 && rows.Any(row => row.Saturated is not null);
        bool showDead = width >= 90 && rows.Any(row => row.Dead is not null);
        bool showZero = width >= 100;
        bool anyStarved = rows.Any(row => row.Starved);

        int numbers = (2 * (Value + 1)) + 5 + (showSaturated ? 8 : 0) + (showZero ? 7 : 0) + (showDead ? 7 : 0);
        int label = Math.Min(rows.Count == 0 ? 5 : rows.Max(row => row.Label.Length),
            Math.Clamp(width - numbers - 4 - LeastBar, 9, MostLabel));
        int mark = StarvedMark.Length + 2;
        int bar = width - label - 2 - numbers - mark;
        if (bar < LeastBar)
        {
            // Too narrow for the word: a sign does.
            mark = 2;
            bar = width - label - 2 - numbers - mark;
        }

        bar = Math.Clamp(bar, 4, MostBar);

        string title = bar + Value >= 36 ? "gradient through it (delta.rms)" : "delta.rms";
        Line heading = Line.Empty.AddLeft("layer", label, Palette.Quiet).Add("  ").Add(title.PadRight(bar + 1 + Value), Palette.Quiet)
            .AddRight("update.ratio", Value + 6, Palette.Quiet);
        if (showSaturated)
            heading.AddRight("satur.", 8, Palette.Quiet);
        if (showZero)
            heading.AddRight("zero", 7, Palette.Quiet);
        if (showDead)
            heading.AddRight("dead", 7, Palette.Quiet);

        List<Line> lines = [heading];
        double strongest = rows.Max(row => row.Delta is { } delta && double.IsFinite(delta) ? delta : 0);
        foreach (int index in Folding.Rows(rows.Count, Math.Max(1, height - 2)))
        {
            if (index < 0)
            {
                lines.Add(Line.Empty.Add(new string(' ', Math.Min(2, label))).Add($"… {-index} more", Palette.Quiet));
                continue;
            }

            FlowRow row = rows[index];
            Style strength = Palette.Strength(strongest > 0 ? row.Delta / strongest : row.Delta);
            Line line = Line.Empty
                .AddLeft(row.LabelIn(label), label).Add("  ")
                .AddLeft(Blocks.Bar(scale.Place(row.Delta), bar), bar, strength)
                .AddRight(Numbers.Scientific(row.Delta), Value + 1)
                .AddRight(Numbers.Scientific(row.UpdateRatio), Value + 6, row.Starved ? Palette.Bad : Style.Plain);
            if (showSaturated)
                line.AddRight(Numbers.Percent(row.Saturated, 0), 8, row.Saturated > 0.5 ? Palette.Warning : Palette.Quiet);
            if (showZero)
                line.AddRight(Numbers.Percent(row.Zero, 0), 7, Palette.Quiet);
            if (showDead)
                line.AddRight(row.Dead is { } dead ? $"{dead}/{row.Units}" : Numbers.None, 7, row.Dead > 0 ? Palette.Warning
                    : Palette.Quiet);
            if (row.Starved)
                line.Add(mark > 2 ? "  " + StarvedMark : " !", Palette.Bad);
            lines.Add(line);
        }

        Line closing = AttenuationView.Draw(sample.Attenuation, width);
        if (anyStarved && mark <= 2)
            closing.Add("   ! starved", Palette.Bad);
        lines.Add(closing);
        return lines;
    }
}
