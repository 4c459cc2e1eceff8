using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The first thing to read of a run: what is wrong, why, and what to do.</summary>
/// <param name="Tone"><c>error</c>, <c>warning</c>, <c>information</c> where there are notes alone, <c>healthy</c>, or
/// <c>unknown</c> where nothing was measured.</param>
/// <param name="Headline">The whole in a line.</param>
/// <param name="Sentences">Up to three sentences.</param>
/// <param name="Finding">The finding that it rests on first; null where nothing grave was found.</param>
internal sealed record Verdict(string Tone, string Headline, IReadOnlyList<string> Sentences, Finding? Finding = null)
{
    /// <summary>The verdict on a run.</summary>
    public static Verdict Of(RunFiles run)
    {
        Finding[] grave = [.. run.Findings.Where(finding => finding.Severity >= Severity.Warning)];
        if (grave.Length > 0)
            return Found(run, grave);
        string outcome = Outcome(run);
        if (run.Trace.Header.Layers.Count == 0)
            return new Verdict("unknown", "The flow of this run was not measured",
                [outcome, "Without it nothing can be said of its layers; train without --no-flow to measure it."]);
        string[] known = [.. run.Findings.Where(finding => finding.Severity == Severity.Information)
            .Select(finding => Words.Sentence($"worth knowing: {finding.Message}"))];
        string reach = Reach(run);
        string[] sentences = [.. new[] { outcome, reach }.Where(text => text.Length > 0), .. known.Take(1)];
        return run.Trace.Samples.Count == 0
            ? new Verdict("unknown", "Nothing has been measured yet", sentences)
            : new Verdict(known.Length > 0 ? "information" : "healthy",
                run.IsBeingWritten ? "No check has found anything wrong so far" : "No check found anything wrong", sentences);
    }

    private static Verdict Found(RunFiles run, Finding[] grave)
    {
        // Ranked: a cause comes before what it brings about.
        Finding first = grave[0];
        string layers = first.Layers.Count == 0 || first.Layers.Count == run.Trace.Header.Layers.Count ? ""
            : $" in layer{(first.Layers.Count == 1 ? "" : "s")} {Words.Ranges(first.Layers.Select(layer => layer + 1))}";
        string since = first.Step <= 1 ? "from the start" : $"since step {Words.Count(first.Step)}";
        string[] others = [.. grave.Skip(1).Take(3).Select(finding => finding.Diagnostic.Title)];
        List<string> sentences = [Words.Sentence($"{first.Message}: {first.Diagnostic.Code}, {since}"), first.Diagnostic.Meaning];
        string remedy = first.Remedies.Count > 0 ? $"Try first: {first.Remedies[0]}." : "";
        string more = others.Length == 0 ? ""
            : $" Also found: {string.Join("; ", others)}{(grave.Length > 4 ? $"; and {grave.Length - 4} more" : "")}.";
        sentences.Add((remedy + more).Trim());
        string tone = grave.Any(finding => finding.Severity == Severity.Error) ? "error" : "warning";
        string title = first.State == VerdictState.Suspected ? $"Suspected: {first.Diagnostic.Title}" : Capital(first.Diagnostic.Title);
        return new Verdict(tone, $"{title}{layers}", sentences, first);
    }

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Outcome(RunFiles run)
    {
        if (run.Epochs.Count == 0)
            return run.Step == 0 ? "" : $"The run has come to step {Words.Count(run.Step)}.";
        EpochMetrics best = run.Epochs.Aggregate((best, next) => next.IsBetterThan(best) ? next : best);
        string result = best switch
        {
            { ValidationAccuracy: { } accuracy } => $"{Words.Percent(accuracy)} of the validation part right",
            { ValidationR2: { } fit } => $"R² {Words.Value(fit)} on the validation part",
            { ValidationLoss: { } loss } => $"a validation loss of {Words.Value(loss)}",
            _ => $"a training loss of {Words.Value(best.TrainingLoss)}",
        };
        return $"The best of {Words.Of(run.Epochs.Count, "epoch")} was epoch {Words.Count(best.Epoch)}, with {result}.";
    }

    private static string Reach(RunFiles run)
    {
        if (run.Trace.Samples.Count == 0 || run.Trace.Samples[^1].Attenuation is not { } attenuation || !double.IsFinite(attenuation))
            return "";
        double factor = Math.Pow(10, Math.Abs(attenuation));
        return factor < 1.05 ? "The gradient reaches every layer at nearly the same strength."
            : $"On its way to the input the gradient {(attenuation < 0 ? "falls" : "grows")} by a factor of "
                + $"{Words.Value(Math.Round(factor, 2))} per layer.";
    }
}
