using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The first thing to read of a run: what is wrong, why, and what to do.</summary>
/// <param name="Tone"><c>error</c>, <c>warning</c>, <c>information</c> where there are notes alone, <c>healthy</c>, or
/// <c>unknown</c> where nothing was measured.</param>
/// <param name="Headline">The whole in a line.</param>
/// <param name="Claims">Up to three sentences, each with the step and the layers that it rests on.</param>
internal sealed record Verdict(string Tone, string Headline, IReadOnlyList<Claim> Claims)
{
    /// <summary>The sentences as they are read.</summary>
    public IReadOnlyList<string> Sentences => [.. Claims.Select(claim => claim.Text)];

    /// <summary>The verdict on a run.</summary>
    public static Verdict Of(RunFiles run)
    {
        Finding[] grave = [.. run.Findings.Where(finding => finding.Severity >= Severity.Warning)];
        if (grave.Length > 0)
            return Found(run, grave);
        Claim? outcome = Outcome(run);
        if (run.Trace.Header.Layers.Count == 0)
            return new Verdict("unknown", "The flow of this run was not measured",
            [
                .. Those(outcome),
                new Claim("Without it nothing can be said of its layers; train without --no-flow to measure it.", null),
            ]);
        Claim[] known = [.. run.Findings.Where(finding => finding.Severity == Severity.Information)
            .Select(finding => Claim.Of(finding, Words.Sentence($"worth knowing: {finding.Message}")))];
        Claim[] claims = [.. Those(outcome, Reach(run)), .. known.Take(1)];
        return run.Trace.Samples.Count == 0
            ? new Verdict("unknown", "Nothing has been measured yet", claims)
            : new Verdict(known.Length > 0 ? "information" : "healthy",
                run.IsBeingWritten ? "No check has found anything wrong so far" : "No check found anything wrong", claims);
    }

    private static Verdict Found(RunFiles run, Finding[] grave)
    {
        // Ranked: a cause comes before what it brings about.
        Finding first = grave[0];
        string layers = first.Layers.Count == 0 || first.Layers.Count == run.Trace.Header.Layers.Count ? ""
            : $" in layer{(first.Layers.Count == 1 ? "" : "s")} {Words.Ranges(first.Layers.Select(layer => layer + 1))}";
        string since = first.Step <= 1 ? "from the start" : $"since step {Words.Count(first.Step)}";
        string[] others = [.. grave.Skip(1).Take(3).Select(finding => finding.Diagnostic.Title)];
        string remedy = first.Remedies.Count > 0 ? $"Try first: {first.Remedies[0]}." : "";
        string more = others.Length == 0 ? ""
            : $" Also found: {string.Join("; ", others)}{(grave.Length > 4 ? $"; and {grave.Length - 4} more" : "")}.";
        string tone = grave.Any(finding => finding.Severity == Severity.Error) ? "error" : "warning";
        string title = first.State == VerdictState.Suspected ? $"Suspected: {first.Diagnostic.Title}" : Capital(first.Diagnostic.Title);
        return new Verdict(tone, $"{title}{layers}",
        [
            Claim.Of(first, Words.Sentence($"{first.Message}: {first.Diagnostic.Code}, {since}")),
            new Claim(first.Diagnostic.Meaning, null),
            new Claim((remedy + more).Trim(), null),
        ]);
    }

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static Claim[] Those(params Claim?[] claims) => [.. claims.OfType<Claim>()];

    private static Claim? Outcome(RunFiles run)
    {
        if (run.Epochs.Count == 0)
            return run.Step == 0 ? null : new Claim($"The run has come to step {Words.Count(run.Step)}.", run.Step);
        EpochMetrics best = run.Epochs.Aggregate((best, next) => next.IsBetterThan(best) ? next : best);
        string result = best switch
        {
            { ValidationAccuracy: { } accuracy } => $"{Words.Percent(accuracy)} of the validation part right",
            { ValidationR2: { } fit } => $"R² {Words.Value(fit)} on the validation part",
            { ValidationLoss: { } loss } => $"a validation loss of {Words.Value(loss)}",
            _ => $"a training loss of {Words.Value(best.TrainingLoss)}",
        };
        return new Claim($"The best of {Words.Of(run.Epochs.Count, "epoch")} was epoch {Words.Count(best.Epoch)}, with {result}.",
            best.Step);
    }

    private static Claim? Reach(RunFiles run)
    {
        if (run.Trace.Samples.Count == 0 || run.Trace.Samples[^1].Attenuation is not { } attenuation || !double.IsFinite(attenuation))
            return null;
        double factor = Math.Pow(10, Math.Abs(attenuation));
        return new Claim(factor < 1.05 ? "The gradient has nearly the same norm at every layer."
            : $"On its way to the input the norm of the gradient {(attenuation < 0 ? "falls" : "grows")} by a factor of "
                + $"{Words.Value(Math.Round(factor, 2))} per layer.", run.Trace.Samples[^1].Step);
    }
}
