using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Nn;

namespace Weir.Cli.Views;

/// <summary>
/// An untrained network as a page: its layers with the signal and gradient that go through them, its data, and what theory says.
/// </summary>
internal static class PreflightView
{
    private const int Title = 12;
    private const int LeastBar = 4;
    private const int MostBar = 16;
    private const int Gap = 2;
    private const int Number = 8;
    private const int Signal = 9;

    /// <summary>Draws the page; findings are drawn by <see cref="FindingsView"/>.</summary>
    public static IReadOnlyList<Line> Draw(PreflightReport report, int width) =>
        [.. Layers(report, width), Line.Empty, .. Facts(report, width)];

    private static List<Line> Layers(PreflightReport report, int width)
    {
        IReadOnlyList<TraceLayer> layers = report.Draws.Header.Layers;
        Dictionary<string, LayerSummary> summaries = report.Summary.Layers.DistinctBy(layer => layer.Path)
            .ToDictionary(layer => layer.Path, StringComparer.Ordinal);
        double?[] amplitude = [.. layers.Select((_, i) => report.Typical(sample => sample.Layers[i].ActivationStd))];
        double?[] signal = [.. layers.Select((_, i) =>
            report.Typical(sample => sample.Layers[i].ActivationStd / sample.Layers[i].ActivationRms))];
        double?[] delta = [.. layers.Select((_, i) => report.Typical(sample => sample.Layers[i].DeltaRms))];
        double?[] saturated = [.. layers.Select((_, i) => report.Typical(sample => sample.Layers[i].ActivationSaturated))];
        double?[] zero = [.. layers.Select((_, i) => report.Typical(sample => sample.Layers[i].ActivationZero))];
        LogScale forward = LogScale.Over(amplitude), backward = LogScale.Over(delta);

        string[] labels = [.. layers.Select((layer, i) => $"{i + 1} {FlowRow.NameOf(layer.Path, layer.Kind)}")];
        string[] shapes = [.. layers.Select(layer => summaries.TryGetValue(layer.Path, out LayerSummary? known) ? ShapeText.Of(known.Output)
            : $"{layer.Units}")];
        string[] parameters = [.. layers
            .Select(layer => summaries.TryGetValue(layer.Path, out LayerSummary? known) ? Numbers.Count(known.Parameters) : "")];
        double strongest = delta.Max(value => value is { } given && double.IsFinite(given) ? given : 0);
        ContinuedTable.Column[] facts =
        [
            Text("output", 6, i => shapes[i], _ => Palette.Quiet),
            Text("parameters", 10, i => parameters[i], _ => Palette.Quiet),
        ];
        ContinuedTable.Column[] ends =
        [
            Text("satur.", 6, i => Numbers.Percent(saturated[i], 0), i => saturated[i] > 0.5 ? Palette.Warning : Palette.Quiet),
            Text("zero", 5, i => Numbers.Percent(zero[i], 0), i => zero[i] >= 0.95 ? Palette.Warning : Palette.Quiet),
        ];
        int others = labels.Append("layer").Max(text => text.Length) + facts.Concat(ends).Sum(column => column.Width)
            + (2 * (Gap + Number)) + Signal;
        // Where not all fit beside each other, the flow stands first and together.
        bool fits = others + (2 * LeastBar) <= width;
        int bar = Math.Clamp((width - others + (fits ? 0 : facts.Concat(ends).Sum(column => column.Width))) / 2, LeastBar, MostBar);
        ContinuedTable.Column[] flow =
        [
            Bar("amplitude", bar, i => forward.Place(amplitude[i]), i => amplitude[i], _ => Palette.Accent),
            new(Signal, Line.Empty.AddRight("signal", Signal, Palette.Quiet),
                i => Line.Empty.AddRight(Share(signal[i]), Signal, Palette.Strength(signal[i]))),
            Bar("delta.rms", bar, i => backward.Place(delta[i]), i => delta[i],
                i => Palette.Strength(strongest > 0 ? delta[i] / strongest : delta[i])),
        ];
        List<Line> lines = [.. ContinuedTable.Draw("layer", labels, Enumerable.Range(0, labels.Length),
            fits ? [.. facts, .. flow, .. ends] : [.. flow, .. ends, .. facts], width)];
        lines.AddRange(Items.Wrap("amplitude: deviation of the output across samples · signal: its share of the output's size · "
            + "delta.rms: gradient · bars: log scale", width).Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)));
        return lines;

        ContinuedTable.Column Text(string title, int least, Func<int, string> text, Func<int, Style> style)
        {
            int cells = Gap + Enumerable.Range(0, labels.Length).Max(i => Math.Max(least, text(i).Length));
            return new(cells, Line.Empty.AddRight(title, cells, Palette.Quiet), i => Line.Empty.AddRight(text(i), cells, style(i)));
        }
    }

    private static ContinuedTable.Column Bar(string title, int bar, Func<int, double?> place, Func<int, double?> value,
        Func<int, Style> style) => new(Gap + bar + Number,
        Line.Empty.Add("  ").AddLeft(title, bar + Number, Palette.Quiet),
        i => Line.Empty.Add("  ").AddLeft(Blocks.Bar(place(i), bar), bar, style(i)).AddRight(Numbers.Scientific(value(i)), Number));

    private static List<Line> Facts(PreflightReport report, int width)
    {
        List<Line> lines = [];
        NetworkFacts? network = report.Facts.Network;
        double? measured = report.Typical(sample => sample.Attenuation);
        Row("attenuation",
            Line.Empty.Add(Numbers.Signed(measured), AttenuationView.Colour(measured)).Add(" decades per layer measured"),
            Line.Empty.Add(network?.PredictedAttenuation is { } predicted ? $"{Numbers.Signed(predicted)} by mean-field theory" : ""),
            Line.Empty.Add(network?.DepthScale is { } depth ? double.IsInfinity(depth) ? "at the edge of chaos: any depth"
                : $"depth scale {Depth(depth)}" : ""));
        if (report.Facts.Data is { } data)
        {
            Row("data",
                Line.Empty.Add(Numbers.Of(data.Samples, "sample")),
                Line.Empty.Add(data.Features > 0 ? Numbers.Of(data.Features, "feature") : "no numbers"),
                Line.Empty.Add($"mean {Numbers.Value(data.InputMean)}"),
                Line.Empty.Add($"deviation {Numbers.Value(data.InputDeviation)}"),
                Line.Empty.Add(data.TypicalDeviation > 0
                    ? $"features from {Numbers.Value(data.TypicalDeviation)} typically to {Numbers.Value(data.LargestDeviation)}" : ""));
            Row("",
                Some(data.ConstantFeatures, "constant feature", null),
                Some(data.NonFiniteInputs + data.NonFiniteTargets, "non-finite number", Palette.Bad),
                Some(data.Duplicates, "duplicate", null),
                Some(data.Overlap, "sample", Palette.Warning, " of other parts in the training part"));
            Row("targets",
                Line.Empty.Add(report.Facts.Setup is { Classification: true } setup ? Numbers.Of(setup.Outputs, "class", "classes") : ""),
                Line.Empty.Add(data.MajorityShare is { } share ? $"the largest {Numbers.Percent(share)}" : ""),
                Some(data.EmptyClasses, "class without samples", Palette.Warning, plural: "classes without samples"),
                Line.Empty.Add((data.TargetInUnit ?? data.Target) is { } target
                    ? $"from {Numbers.Value(target.Least)} to {Numbers.Value(target.Greatest)}, mean "
                    + $"{Numbers.Value(target.Mean)}, deviation {Numbers.Value(target.Deviation)}" : ""),
                Line.Empty.Add(data.TargetInUnit is null ? "" : "standardized for the training"),
                Line.Empty.Add(data.NeighbourScore is { } score ? $"alike among neighbours: {Numbers.Value(score)} σ" : ""));
        }

        double? loss = report.Typical(sample => sample.Loss), trivial = report.Facts.Data?.TrivialLoss;
        Row("loss",
            Line.Empty.Add($"{Numbers.Loss(loss)} before training"),
            Line.Empty.Add(trivial is { } guess ? $"{Numbers.Loss(guess)} by guessing" : ""),
            Line.Empty.Add(loss / trivial is { } ratio && double.IsFinite(ratio) ? $"× {Numbers.Value(ratio)}" : "", loss / trivial > 2
                ? Palette.Warning : Palette.Good));
        if (network?.BornDead is { } dead)
            Row("born dead", Line.Empty.Add("chance that some layer is "
                + $"{(dead is > 0 and < 0.0005 ? "under 0.1 %" : Numbers.Percent(dead))}", dead > 0.5 ? Palette.Bad : dead > 0.01
                ? Palette.Warning : Palette.Good), Line.Empty.Add($"narrowest rectifier layer {network.NarrowestRectifier} wide"));
        if (report.Overfit is { } overfit)
            Row("overfit", Line.Empty.Add(overfit.Succeeded ? "learnt" : "not learnt", overfit.Succeeded ? Palette.Good : Palette.Bad)
                .Add($" by heart: {Numbers.Of(overfit.Samples, "sample")} in {Numbers.Of(overfit.Steps, "step")}"),
                Line.Empty.Add($"loss {Numbers.Loss(overfit.First)} → {Numbers.Loss(overfit.Last)}"));
        return lines;

        void Row(string title, params Line[] items)
        {
            foreach (Line line in Items.Flow(items, " · ", width - Title))
            {
                lines.Add(Line.Empty.AddLeft(title, Title, Palette.Quiet).Add(line));
                title = "";
            }
        }
    }

    private static Line Some(long count, string noun, Style? style, string rest = "", string? plural = null) =>
        Line.Empty.Add(count == 0 ? "" : Numbers.Of(count, noun, plural) + rest, style);

    private static string Depth(double layers) => layers < 100 ? $"{Numbers.About(layers)} layers" : $"{Numbers.Count(layers)} layers";

    private static string Share(double? share) => share is double.NaN ? Numbers.None : share is >= 0.01 ? Numbers.Percent(share, 0)
        : Numbers.Scientific(share);
}
