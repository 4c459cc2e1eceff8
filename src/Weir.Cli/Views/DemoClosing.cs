using Weir.Cli.Live;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>What the demo showed, in a few sentences made from its numbers, and what to try next.</summary>
internal static class DemoClosing
{
    /// <summary>Draws it.</summary>
    /// <param name="sigmoid">The run with sigmoids.</param>
    /// <param name="relu">The run with the healthy design.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(RunSnapshot sigmoid, RunSnapshot relu, int width)
    {
        int page = Math.Min(width, 100);
        List<Line> lines = [];
        foreach (string sentence in Sentences(sigmoid, relu))
            lines.AddRange(Items.Wrap(sentence, page));
        lines.AddRange([Line.Empty, .. Findings("sigmoid", sigmoid, page), .. Findings("ReLU, He", relu, page)]);
        lines.Add(Line.Empty);
        (string, string)[] next =
        [
            .. sigmoid.Findings.Take(1).Select(finding => ($"weir explain {finding.Diagnostic.Code}", "what that means, and what helps")),
            ("weir repair digits-sigmoid-8", "the smallest change that makes it train, with proof"),
            ("weir train digits-sigmoid-8", "one of them in full, with update ratios"),
            ("weir show digits-sigmoid-8", "how its gradient changed over the run"),
            ("weir new digits-sigmoid-8", "writes its recipe into this folder, to change it"),
        ];
        lines.AddRange([Line.Empty.Add("next", Palette.Quiet), .. Terms.Draw(next, page, 2)]);
        return lines;
    }

    private static IEnumerable<Line> Findings(string title, RunSnapshot run, int width)
    {
        IReadOnlyList<Line> told = run.Findings.Count == 0 ? [FindingText.Count(run.Findings)]
            : FindingsView.Draw([.. run.Findings.Take(1)], width - 10, brief: true);
        return told.Select((line, i) => Line.Empty.AddLeft(i == 0 ? title : "", 10, Palette.Strong).Add(line));
    }

    private static IEnumerable<string> Sentences(RunSnapshot sigmoid, RunSnapshot relu)
    {
        if (sigmoid.Epoch is { ValidationAccuracy: { } low } && relu.Epoch is { ValidationAccuracy: { } high })
            yield return $"The same {Depth(sigmoid)} layers, data, rate and seed: {Numbers.Percent(low)} of the validation digits right "
                + $"with sigmoids, {Numbers.Percent(high)} with ReLU and He's first weights.";
        if (Fall(sigmoid) is { } steep && Fall(relu) is { } even)
            yield return $"With sigmoids a layer passes on {PerLayer(steep.PerLayer)} of the gradient that reaches it, so layer 1 gets "
                + $"{Times(steep.InAll)} than layer {Depth(sigmoid)}; with ReLU a layer passes on {PerLayer(even.PerLayer)}, and layer 1 "
                + $"gets {Times(even.InAll)}.";
        if (Fall(sigmoid) is { PerLayer: < 0.7 })
            yield return "A sigmoid's slope is at most 1/4, and these weights do not make up for it: the layers near the input hardly "
                + "move, and those behind them have nothing to work with.";
    }

    private static int Depth(RunSnapshot run) => run.Layers?.Layers.Count(layer => layer.HasWeights) ?? 0;

    /// <summary>The factor from layer to layer, and that from the last to the first.</summary>
    private static (double PerLayer, double InAll)? Fall(RunSnapshot run)
    {
        if (run is not { Sample: { Attenuation: { } attenuation } sample, Layers: { } layers })
            return null;
        IReadOnlyList<FlowRow> rows = FlowRow.Of(layers, sample);
        return rows[0].Delta > 0 && rows[^1].Delta > 0 ? (Math.Pow(10, attenuation), rows[0].Delta!.Value / rows[^1].Delta!.Value) : null;
    }

    private static string PerLayer(double factor) => factor switch
    {
        < 0.67 => $"1/{Math.Round(1 / factor)}",
        < 1 => Numbers.Percent(factor, 0),
        _ => $"{Numbers.About(factor)} times as much",
    };

    private static string Times(double factor) =>
        factor < 1 ? $"{Numbers.About(1 / factor)} times less" : $"{Numbers.About(factor)} times more";
}
