using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Diagnosis;
using Weir.Repair;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The parts of the demo, each under the command that shows the same of a recipe of one's own.</summary>
internal static class DemoView
{
    private const int Page = 100;
    private const int Layers = 12;

    /// <summary>What the network is, and what is seen before its first step.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="report">Its pre-flight.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Before(Recipe recipe, PreflightReport report, int width)
    {
        int page = Math.Min(width, Page);
        RunHeader header = new("weir demo", ShapeText.Of(report.Summary), report.Summary.Parameters, recipe.Seed, 0);
        return
        [
            .. header.Draw(page),
            .. Items.Wrap("eight hidden layers of sigmoids, to tell apart digits that the program draws", page),
            .. Title(1, "before the first step", "weir check", page),
            .. FindingsView.Draw([.. report.Findings.Take(1)], page, brief: true),
        ];
    }

    /// <summary>What its training came to, the flow at its end, and what is found in it.</summary>
    /// <param name="run">The run at its end.</param>
    /// <param name="chance">The accuracy of always answering the commonest class; null where it is not known.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Trained(RunSnapshot run, double? chance, int width)
    {
        int page = Math.Min(width, Page);
        List<Line> lines = [.. Title(2, "the flow dies", "weir train", page)];
        if (run is { Sample: { } sample, Layers: { } layers })
            lines.AddRange(FlowView.Draw(layers, sample, run.Scale, page, Layers));
        if (run.Epoch is { } epoch)
        {
            lines.AddRange(Items.Flow(
                [
                    Line.Empty.Add($"loss {Numbers.Loss(epoch.TrainingLoss)} after {Numbers.Of(epoch.Epoch, "epoch")}"),
                    Line.Empty.Add($"{Numbers.Percent(epoch.ValidationAccuracy)} of the validation digits right", Palette.Bad),
                    Line.Empty.Add($"{Numbers.Percent(chance)} by guessing", Palette.Quiet),
                ], " · ", page));
        }

        lines.AddRange(Title(3, "what is wrong", "weir diagnose", page));
        lines.AddRange(run.Findings.Count == 0 ? [FindingText.Count(run.Findings)]
            : FindingsView.Reasons(run.Findings[0], page));
        return lines;
    }

    /// <summary>What stands above a repair that goes on.</summary>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Repairing(int width) => Title(4, "what mends it, tried out", "weir repair", Math.Min(width, Page));

    /// <summary>What was tried, what was proved, and the flow before and after.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Repaired(Certificate certificate, int width)
    {
        int page = Math.Min(width, Page);
        return
        [
            .. RepairView.Hypotheses(certificate, page),
            .. Title(5, "the proof", "repair.json", page),
            .. RepairView.Head(certificate, page),
            .. RepairView.Scores(certificate, page),
            Line.Empty,
            .. RepairView.Changes(certificate, page),
            .. certificate.FlowAfter.Count > 0 ? [Line.Empty, .. RepairView.Flow(certificate, page)] : Array.Empty<Line>(),
            .. Items.Wrap(RepairView.Cost(certificate), page),
        ];
    }

    /// <summary>What to try next.</summary>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Next(int width) =>
    [
        Line.Empty,
        Line.Empty.Add("next", Palette.Quiet),
        .. Terms.Draw(
        [
            ("weir new digits-sigmoid-8", "writes the recipe of such a network here, to change it"),
            ("weir train digits-sigmoid-8", "trains it, and keeps the run"),
            ("weir repair digits-sigmoid-8", "the smallest change that makes it train, with proof"),
            ("weir explain vanishing-gradient", "what that means, and what helps"),
        ], Math.Min(width, Page), 2),
        Line.Empty,
    ];

    private static IReadOnlyList<Line> Title(int number, string what, string command, int width) =>
    [
        Line.Empty,
        .. Line.Empty.Add($"{number}  ", Palette.Accent).Add(what, Palette.Strong).Add($" · {command}", Palette.Quiet).Fold(width),
    ];
}
