using System.Text;
using Weir.Repair;

namespace Weir.Pages;

/// <summary>
/// A repair in Markdown: what it came to first, what was changed and why, the gradient before and after, and what was thought of, with
/// every claim the runs, the seeds, the step and the value that it rests on.
/// </summary>
internal static class RepairDigest
{
    /// <summary>The parts of the digest, the most important first.</summary>
    public static IEnumerable<string> Parts(Certificate certificate) =>
    [
        Head(certificate), Faults(certificate), Changes(certificate), Difference(certificate), Flow(certificate), Hypotheses(certificate),
        Trials(certificate),
    ];

    private static string Head(Certificate certificate)
    {
        string score = certificate.Score switch { "accuracy" => "accuracy", "balanced-accuracy" => "balanced accuracy", _ => "R²" };
        StringBuilder text = new($"# Repair of {Safe(certificate.Recipe)}: {Safe(certificate.Message)}\n\n"
            + $"{Status(certificate.Status)}\n\n");
        if (certificate.Proof is { } proof)
        {
            string seeds = $"seeds {string.Join(", ", proof.Seeds)}", share = Words.Percent(proof.Share);
            string level = Words.Percent(proof.Level);
            text.Append($"- after: {Where(certificate, Branch(certificate.Repaired), proof)}, {seeds}, {share} of a training: {score} "
                + $"{Words.Value(proof.Mean.Mean)} ({Values(proof.After)})\n");
            text.Append($"- before: {Where(certificate, Branch(certificate.Original), proof)}, the same seeds: {score} "
                + $"{Words.Value(proof.Before.Average())} ({Values(proof.Before)})\n");
            text.Append("- difference of the pairs, each from what it was or from guessing, the better: "
                + $"{Signed(proof.Difference)}, an interval of {level}\n");
            text.Append($"- ahead of the recipe as it was at its farthest: {Signed(proof.Ahead)}, an interval of {level}\n");
            if (proof.Reason is { } reason)
                text.Append($"- the proof does not stand: {Safe(reason)}\n");
        }

        if (certificate.Original is { } original)
            text.Append($"- the recipe as it was, at its farthest: {Place(original)}: {score} {Words.Value(original.Score)}"
                + $"{(certificate.GivenUpAt is { } gave ? $"; given up after {Words.Percent(gave)} of its training" : "")}"
                + $"{(original.Finite ? "" : "; its loss was no longer finite")}\n");
        text.Append($"- trivial predictor: {score} {Words.Value(certificate.Trivial)}\n");
        text.Append($"- judged by {Words.Of(certificate.JudgedSamples, "sample")} of the {certificate.JudgedBy} part"
            + (certificate.JudgedBy == "training" ? ", which are all there are" : certificate.Shared ? ", by which the search went too"
                : $"; the search went by {Words.Count(certificate.SearchedSamples)} others") + "\n");
        if (certificate.Run is { } run)
            text.Append(run.Reason is { } why ? $"- run {Safe(run.Directory)} was not used: {Safe(why)}\n"
                : $"- run {Safe(run.Directory)} stood for a training of the recipe as it is, which was not made again\n");
        return text.Append($"- cost: {Words.Value(Math.Round(certificate.Cost.Trainings, 2))} of "
            + $"{Words.Value(certificate.Cost.Budget)} trainings, {Words.Of(certificate.Cost.Runs, "run")}\n").ToString();
    }

    private static string Status(RepairStatus status) => status switch
    {
        RepairStatus.Repaired => "repaired, with proof",
        RepairStatus.Healthy => "healthy: nothing was changed",
        RepairStatus.DataFault => "the data is at fault",
        _ => "not repaired",
    };

    private static string Faults(Certificate certificate) => Part("The data's faults", certificate.DataFaults.Select(fault =>
        $"- {fault.Name}: {Safe(fault.Message)}{(fault.Rows.Count > 0 ? $"; rows {string.Join(", ", fault.Rows)}" : "")}"
            + $"{(fault.Columns.Count > 0 ? $"; columns {Safe(string.Join(", ", fault.Columns))}" : "")}\n"));

    private static string Changes(Certificate certificate) => Part("Changes", certificate.Changes.Select(change =>
        $"- {Safe(change.Summary)}{(change.Cause is { } cause ? $", against {cause}" : "")}: {Safe(change.Why)} "
            + $"({Safe(change.Source)})\n"));

    private static string Difference(Certificate certificate) => certificate.Difference.Count == 0 ? ""
        : $"\n## In the recipe\n\n{MarkdownText.Block(certificate.Difference)}";

    private static string Flow(Certificate certificate)
    {
        IReadOnlyList<LayerChange> before = certificate.FlowBefore, after = certificate.FlowAfter;
        if (before.Count == 0 && after.Count == 0)
            return "";
        StringBuilder text = new($"\n## Gradient through each layer with weights (delta.rms), the input first\n\nFrom the first step to "
            + $"the last: {(certificate.Original is { } original ? $"before, {Place(original)}" : "before")}; "
            + $"{(certificate.Repaired is { } repaired ? $"after, {Place(repaired)}" : "after")}.\n\n"
            + "| layer | before | | after | |\n|--:|---|--:|---|--:|\n");
        for (int i = 0; i < Math.Max(before.Count, after.Count); i++)
            text.Append($"| {i + 1} {Layer(before, i)}{Layer(after, i)}|\n");
        return text.ToString();
    }

    private static string Layer(IReadOnlyList<LayerChange> layers, int i) => i >= layers.Count ? "| – | – "
        : $"| {MarkdownText.Code(layers[i].Kind)} | {Words.Value(layers[i].Start)} → {Words.Value(layers[i].End)} ";

    private static string Hypotheses(Certificate certificate) => Part("Hypotheses, in the order of promise",
        certificate.Hypotheses.Where(each => each.Verdict != HypothesisVerdict.Untested).Select(Line)
            .Concat(certificate.Hypotheses.Where(each => each.Verdict == HypothesisVerdict.Untested)
                .GroupBy(each => each.Reason ?? "nothing would tell").Select(Untested))
            .Concat(certificate.Failed.Select(failed => $"- not proved: {Safe(failed.Changes)}: {Safe(failed.Reason)}\n")));

    /// <summary>What was not tried for one reason, in one line.</summary>
    private static string Untested(IGrouping<string, Hypothesis> some) =>
        $"- untested ({Safe(some.Key)}): {Safe(string.Join("; ", some.Select(each => each.Summary)))}\n";

    private static string Line(Hypothesis each)
    {
        StringBuilder text = new($"- {each.Verdict.ToString().ToLowerInvariant()}: {Safe(each.Summary)}");
        if (each.Cause is { } cause)
            text.Append($", against {each.Code} {cause}");
        if (each is { SkillBefore: { } before, SkillAfter: { } after })
            text.Append($"; run {Safe(each.Change)}{(each.Share is { } share ? $", {Words.Percent(share)} of a training" : "")}: skill "
                + $"{Words.Value(Math.Round(before, 3))} → {Words.Value(Math.Round(after, 3))}");
        if (each is { QuantityBefore: { } from, QuantityAfter: { } to })
            text.Append($"; {each.Quantity} {Words.Value(from)} → {Words.Value(to)}"
                + $"{(each.Moved is { } moved ? moved ? ", as predicted" : ", not as predicted" : "")}");
        return text.Append(each.Reason is { } reason ? $"; {Safe(reason)}\n" : "\n").ToString();
    }

    private static string Trials(Certificate certificate)
    {
        if (certificate.Trials.Count == 0)
            return "";
        StringBuilder text = new("\n## Every look at a run\n\n| run | seed | step | share of a training | skill | score |\n"
            + "|---|--:|--:|--:|--:|--:|\n");
        foreach (Trial trial in certificate.Trials)
            text.Append($"| {MarkdownText.Code(trial.Branch)} | {trial.Seed} | {trial.Step} | {Words.Percent(trial.Share)} | "
                + $"{(trial.Finite ? Words.Value(Math.Round(trial.Skill, 3)) : "broke off")} | {Words.Value(trial.Score)} |\n");
        return text.ToString();
    }

    /// <summary>The runs of a proof: their branch, and the step that they were compared at.</summary>
    private static string Where(Certificate certificate, string branch, Proof proof) => $"runs {Safe(branch)}"
        + (certificate.Trials.FirstOrDefault(trial => trial.Branch == branch && trial.Seed == proof.Seeds[0]) is { } look
            ? $", step {Words.Count(look.Step)}" : "");

    private static string Place(Trial trial) => $"run {Safe(trial.Branch)}, seed {trial.Seed}, step {Words.Count(trial.Step)}";

    private static string Branch(Trial? trial) => trial?.Branch ?? "original";

    private static string Part(string title, IEnumerable<string> lines)
    {
        string text = string.Concat(lines);
        return text.Length == 0 ? "" : $"\n## {title}\n\n{text}";
    }

    private static string Values(IEnumerable<double> values) => string.Join(", ", values.Select(Words.Value));

    private static string Signed(ScoreInterval interval) => $"{Signed(interval.Mean)} ({Signed(interval.Low)} to {Signed(interval.High)})";

    private static string Signed(double value) => $"{(value >= 0 ? "+" : "")}{Words.Value(Math.Round(value, 3))}";

    private static string Safe(string text) => MarkdownText.Safe(text);
}
