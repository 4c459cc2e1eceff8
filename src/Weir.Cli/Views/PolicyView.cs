using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Repair;
using static Weir.Cli.Views.RepairView;

namespace Weir.Cli.Views;

/// <summary>What a search of a policy has come to: the policy, the proof, and what was tried.</summary>
internal static class PolicyView
{
    private const int MostTried = 12;

    /// <summary>Draws it.</summary>
    /// <param name="report">What it has come to.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(PolicyReport report, string folder, int width)
    {
        bool better = report.Status == PolicyStatus.Better;
        List<Line> lines = [.. Line.Empty.Add(report.Recipe, Palette.Strong).Add(" · ")
            .Add(better ? "a policy that is better" : "nothing better", better ? Palette.Good : Palette.Strong)
            .Add($" · {report.Message}").Fold(width)];
        if (report.Proof is { Seeds.Count: > 1 } proof)
            lines.AddRange([Line.Empty, .. Scores(report, proof, width)]);
        if (report.Failed.Count > 0)
        {
            lines.AddRange([Line.Empty,
                .. report.Failed.SelectMany(each => Items.Wrap($"not proved: {each.Changes}: {each.Reason}", width))]);
        }

        if (report.Tried.Count > 0)
            lines.AddRange([Line.Empty, .. Tried(report, width)]);
        if (report.Untried.Count > 0)
            lines.AddRange(Quiet($"not tried, as the budget does not reach for them: {string.Join(", ", report.Untried)}", width));
        lines.Add(Line.Empty);
        if (report.Policy is { } policy)
            lines.AddRange(Items.Wrap(policy == PolicyReport.Nothing ? "augment: []" : $"augment: [{policy}]", width));
        lines.AddRange(Items.Wrap($"cost {report.Cost.Trainings:f1} of {report.Cost.Budget:f1} trainings, "
            + Numbers.Of(report.Cost.Runs, "run"), width));
        if (better)
            lines.AddRange(Items.Wrap($"weir train {Path.Combine(folder, "augmented.yaml")}", width));
        lines.AddRange(Items.Wrap($"all of it: {Path.Combine(folder, PolicyReport.FileName)}", width));
        return lines;
    }

    private static IReadOnlyList<Line> Scores(PolicyReport report, Proof proof, int width)
    {
        string score = report.Score switch
        {
            "accuracy" => "accuracy",
            "balanced-accuracy" => "balanced accuracy (the mean of each class's)",
            _ => "share of the variance",
        };
        List<IReadOnlyList<Table.Cell>> rows =
        [
            ["trivial predictor", Score(report.Trivial), "", "always the same answer"],
            ["as it is", Score(proof.Before.Average()), Range(proof.Before), Numbers.Of(proof.Seeds.Count, "fresh seed")],
            ["with the policy", Score(proof.After.Average()), Range(proof.After), "the same seeds"],
            ["difference", Signed(proof.Difference.Mean), $"{Signed(proof.Difference.Low)} to {Signed(proof.Difference.High)}",
                $"paired, interval of {Numbers.Percent(proof.Level, 0)}"],
        ];
        return
        [
            .. Quiet($"{score} on {Numbers.Of(report.JudgedSamples, "sample")} of the {report.JudgedBy} part, by which nothing was chosen, "
                + "after whole trainings", width),
            .. Table.Draw([new("", Right: false), new(""), new("", Right: false), new("", Right: false)], rows, width),
        ];
    }

    private static IReadOnlyList<Line> Tried(PolicyReport report, int width) =>
    [
        .. Quiet($"what was tried, by skill on {Numbers.Of(report.SearchedSamples, "other sample")}, ahead of the recipe as it is", width),
        .. Table.Draw([new("policy", Right: false), new("ahead"), new("seeds"), new("of a training")],
            report.Tried.Take(MostTried).Select(each => (IReadOnlyList<Table.Cell>)
            [
                new Table.Cell(each.Policy, each.Policy == report.Policy ? Palette.Good : Style.Plain),
                each.Ahead is { } ahead ? each.Error is { } error ? $"{Signed(ahead)} ± {Score(error)}" : Signed(ahead) : "broke off",
                Numbers.Count(each.Seeds),
                Numbers.Percent(each.Share, 0),
            ]), width),
        .. report.Tried.Count > MostTried ? Quiet($"… and {Numbers.Count(report.Tried.Count - MostTried)} more", width) : [],
    ];

    private static IEnumerable<Line> Quiet(string text, int width) =>
        Items.Wrap(text, width).Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet));
}
