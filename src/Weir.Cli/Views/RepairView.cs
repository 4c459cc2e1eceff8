using System.Globalization;
using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Repair;

namespace Weir.Cli.Views;

/// <summary>The certificate of a repair as a picture: what it came to, before and after, the change, the flow, and what was
/// tried.</summary>
internal static class RepairView
{
    private const int MostHypotheses = 8;
    private const int MostLayers = 16;
    private const int Number = 3, Value = 8, Gap = 2, LeastBar = 4, MostBar = 24;

    /// <summary>Draws a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="folder">The repair's folder.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(Certificate certificate, string folder, int width)
    {
        List<Line> lines = [.. Head(certificate, width)];
        Add(Scores(certificate, width));
        Add(Changes(certificate, width));
        Add(Flow(certificate, width));
        Add(Hypotheses(certificate, width));
        Add([.. certificate.DataFaults.SelectMany(fault => Fault(fault, width))]);
        Add(Foot(certificate, folder, width));
        return lines;

        void Add(IReadOnlyList<Line> part)
        {
            if (part.Count > 0)
                lines.AddRange([Line.Empty, .. part]);
        }
    }

    /// <summary>Draws what would be tried.</summary>
    /// <param name="hypotheses">In order.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Plan(IReadOnlyList<Hypothesis> hypotheses, int width)
    {
        if (hypotheses.Count == 0)
            return Items.Wrap("nothing that is found before the first step asks for a repair; a training of the recipe may", width);
        return
        [
            .. Items.Wrap("what would be tried, by what is found before the first step:", width),
            .. hypotheses.SelectMany((hypothesis, i) => Line.Empty.Add($"{i + 1,3}  ").Add(hypothesis.Summary, Palette.Strong)
                .Add(hypothesis.Cause is { } cause ? $" · {hypothesis.Code} {cause}" : "", Palette.Quiet)
                .Add(hypothesis.Verdict == HypothesisVerdict.Refuted ? $" · not first: {hypothesis.Reason}" : "", Palette.Quiet)
                    .Fold(width)),
        ];
    }

    /// <summary>What it came to, in a sentence.</summary>
    public static IEnumerable<Line> Head(Certificate certificate, int width)
    {
        (string word, Style style) = certificate.Status switch
        {
            RepairStatus.Repaired => ("repaired", Palette.Good),
            RepairStatus.Healthy => ("healthy", Palette.Good),
            RepairStatus.DataFault => ("fault of the data", Palette.Bad),
            _ => ("not repaired", Palette.Bad),
        };
        return Line.Empty.Add(certificate.Recipe, Palette.Strong).Add(" · ").Add(word, style).Add($" · {certificate.Message}")
            .Fold(width);
    }

    /// <summary>The trivial predictor, before and after, over the seeds.</summary>
    public static IReadOnlyList<Line> Scores(Certificate certificate, int width)
    {
        if (certificate.Original is not { } original)
            return [];
        string what = certificate.Score switch
        {
            "accuracy" => "accuracy",
            "balanced-accuracy" => "balanced accuracy (the mean of each class's)",
            _ => "share of the variance",
        };
        List<IReadOnlyList<Table.Cell>> rows = [["trivial predictor", Score(certificate.Trivial), "", "always the same answer"]];
        if (certificate.Proof is { } proof)
        {
            rows.Add(["before", Score(proof.Before.Average()), Range(proof.Before), $"{proof.Seeds.Count} fresh seeds"]);
            rows.Add(["after", new Table.Cell(Score(proof.Mean.Mean), Palette.Good), Range(proof.After), "the same seeds"]);
            rows.Add(["at its farthest", Score(original.Score), "", $"seed {original.Seed}, {Given(certificate)}"]);
            rows.Add(["difference", Signed(proof.Difference.Mean), $"{Signed(proof.Difference.Low)} to {Signed(proof.Difference.High)}",
                $"paired, interval of {Numbers.Percent(proof.Level, 0)}"]);
            rows.Add(["ahead", Signed(proof.Ahead.Mean), $"{Signed(proof.Ahead.Low)} to {Signed(proof.Ahead.High)}",
                "of the original at its farthest"]);
        }
        else
            rows.Add(["as it is", Score(original.Score), "", $"seed {original.Seed}, {Given(certificate)}"]);
        return
        [
            .. Items.Wrap($"{what} on {Numbers.Of(certificate.JudgedSamples, "sample")} of the {certificate.JudgedBy} part"
                + (certificate.JudgedBy == "training" ? ", which are all there are: nothing is said of others"
                    : certificate.Shared ? ", by which the search went too" : ", by which nothing was chosen")
                + (certificate.Proof is { } shown ? $", after {Training(shown.Share)}" : "")
                + (IsCut(certificate) ? "; below −1 counts as −1" : ""), width)
                .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)),
            .. Table.Draw([new("", Right: false), new(""), new("", Right: false), new("", Right: false)], rows, width),
        ];
    }

    private static string Training(double share) => share > 1.05
        ? $"a training {share.ToString("0.#", CultureInfo.InvariantCulture)} times as long" : $"{Numbers.Percent(share, 0)} of a training";

    /// <summary>Whether a share of the variance is as low as it is counted.</summary>
    private static bool IsCut(Certificate certificate) => certificate.Score == "r2"
        && (certificate.Original is { Score: <= -1 } || certificate.Proof?.Before.Contains(-1) == true);

    /// <summary>How far the recipe as it is was trained.</summary>
    private static string Given(Certificate certificate) => certificate.GivenUpAt is { } share
        ? $"given up after {Numbers.Percent(share, 0)} of its training"
        : certificate.Original is { Finite: false } ? "it broke off" : "its whole training";

    /// <summary>The changes, and the lines in which the recipes differ.</summary>
    public static IReadOnlyList<Line> Changes(Certificate certificate, int width) =>
    [
        .. certificate.Changes.SelectMany(change => (IEnumerable<Line>)
        [
            .. Line.Empty.Add(change.Summary, Palette.Strong).Add(change.Cause is { } cause ? $" · against {cause}" : "", Palette.Quiet)
                .Fold(width),
            .. Items.Wrap($"{change.Why} ({change.Source})", width, 2),
        ]),
        .. certificate.Difference.SelectMany(line => Line.Empty.Add("  ").Add(line, line.StartsWith('-') ? Palette.Bad : Palette.Good)
            .Fold(width)),
    ];

    /// <summary>The gradient through each layer before and after, as bars on one logarithmic scale.</summary>
    public static IReadOnlyList<Line> Flow(Certificate certificate, int width)
    {
        if (certificate.FlowBefore.Count == 0 || certificate.FlowAfter.Count == 0)
            return [];
        IReadOnlyList<LayerChange> before = certificate.FlowBefore, after = certificate.FlowAfter;
        bool alike = before.Count == after.Count;
        string[] kinds = [.. Enumerable.Range(0, Math.Min(MostLayers, Math.Max(before.Count, after.Count)))
            .Select(i => alike ? KindOf(before[i].Kind, after[i].Kind) : "")];
        LayerChange[] all = [.. before, .. after];
        LogScale scale = LogScale.Over(all.Select(layer => (double?)layer.Start));
        double most = all.Max(layer => layer.Start);
        int rest = width - Number - (2 * (Value + Gap)) - (kinds.Max(kind => kind.Length) + Gap);
        int bar = rest / 2 < LeastBar ? 0 : Math.Min(rest / 2, MostBar);
        List<Line> lines = [.. Items.Wrap("gradient through each layer with weights at the first step (delta.rms), before and after", width)
            .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet))];
        for (int i = kinds.Length - 1; i >= 0; i--)
        {
            Line line = Line.Empty.AddRight($"{i + 1}", Number);
            foreach (double? delta in new[] { i < before.Count ? before[i].Start : (double?)null, i < after.Count ? after[i].Start : null })
                line.Add(new string(' ', Gap)).AddLeft(Blocks.Bar(scale.Place(delta), bar), bar, Palette.Strength(delta / most))
                    .AddRight(Numbers.Scientific(delta), Value, Palette.Strength(delta / most));
            lines.AddRange(line.Add(kinds[i].Length > 0 ? $"{new string(' ', Gap)}{kinds[i]}" : "", Palette.Quiet).Fold(width));
        }

        return lines;
    }

    /// <summary>A kind of layer and what became of it: what both have in common is said once, as in <c>linear+sigmoid → relu</c>.</summary>
    private static string KindOf(string before, string after)
    {
        if (before == after)
            return before;
        int common = before.LastIndexOf('+') + 1;
        return $"{before} → {(common > 0 && after.StartsWith(before[..common], StringComparison.Ordinal) ? after[common..] : after)}";
    }

    /// <summary>What was tried.</summary>
    public static IReadOnlyList<Line> Hypotheses(Certificate certificate, int width)
    {
        Hypothesis[] shown = [.. certificate.Hypotheses.Where(each => each.SkillAfter is not null
            || each.Verdict == HypothesisVerdict.Confirmed)
            .OrderByDescending(each => each.Verdict == HypothesisVerdict.Confirmed).Take(MostHypotheses)];
        int untested = certificate.Hypotheses.Count(each => each.Verdict == HypothesisVerdict.Untested);
        return
        [
            .. shown.SelectMany(each => Hypothesised(each).Fold(width)),
            .. certificate.Failed.SelectMany(each => Items.Wrap($"not proved: {each.Changes}: {each.Reason}", width)),
            .. untested > 0 && shown.Length > 0 ? Items.Wrap($"{Numbers.Of(untested, "more change")} thought of and not tested", width)
                .Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)) : [],
        ];
    }

    private static Line Hypothesised(Hypothesis hypothesis)
    {
        bool confirmed = hypothesis.Verdict == HypothesisVerdict.Confirmed;
        Line line = Line.Empty.Add(confirmed ? "✓ " : "✗ ", confirmed ? Palette.Good : Palette.Quiet).Add(hypothesis.Summary);
        if (hypothesis is { SkillBefore: { } before, SkillAfter: { } after })
            line.Add($" · skill {Signed(before)} → {Signed(after)}");
        if (hypothesis is { QuantityBefore: { } from, QuantityAfter: { } to })
            line.Add($" · {hypothesis.Quantity} {Numbers.About(from)} → "
                + $"{Numbers.About(to)}{(hypothesis.Moved == true ? ", as predicted" : "")}", Palette.Quiet);
        else if (hypothesis is { Verdict: HypothesisVerdict.Confirmed, Reason: { } reason })
            line.Add($" · {reason}", Palette.Quiet);
        return hypothesis.Cause is { } cause ? line.Add($" · {hypothesis.Code} {cause}", Palette.Quiet) : line;
    }

    private static IEnumerable<Line> Fault(DataFault fault, int width) =>
    [
        .. Line.Empty.Add(fault.Name, Palette.Bad).Add($" · {fault.Message}").Fold(width),
        .. fault.Rows.Count > 0 ? Items.Wrap($"rows {string.Join(", ", fault.Rows)}{(fault.Rows.Count >= 10 ? ", …" : "")}", width, 2)
            : [],
        .. fault.Columns.Count > 0 ? Items.Wrap($"columns {string.Join(", ", fault.Columns)}", width, 2) : [],
    ];

    private static IReadOnlyList<Line> Foot(Certificate certificate, string folder, int width) =>
    [
        .. Items.Wrap(Cost(certificate), width),
        .. certificate.Run is { } run ? Items.Wrap(run.Reason is { } reason ? $"the run {run.Directory} was not used: {reason}"
            : $"the run {run.Directory} stood for a training of the recipe as it is, which was not made again", width) : [],
        .. certificate.Status == RepairStatus.Repaired ? Items.Wrap($"weir train {Path.Combine(folder, "repaired.yaml")}", width) : [],
        .. Items.Wrap($"all of it: {Path.Combine(folder, Certificate.FileName)}", width),
    ];

    /// <summary>What it has cost.</summary>
    public static string Cost(Certificate certificate) =>
        $"cost {certificate.Cost.Trainings:f1} of {certificate.Cost.Budget:f1} trainings, {Numbers.Of(certificate.Cost.Runs, "run")}";

    /// <summary>A score, with three digits behind the point.</summary>
    internal static string Score(double value) => value.ToString("f3", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A difference of scores, with its sign.</summary>
    internal static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The least and the greatest of scores.</summary>
    internal static string Range(IReadOnlyList<double> values) => $"{Score(values.Min())} to {Score(values.Max())}";
}
