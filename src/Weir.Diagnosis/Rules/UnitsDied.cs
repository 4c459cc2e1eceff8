using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Rectifiers that steps have switched off for good.</summary>
internal sealed class UnitsDied : Rule
{
    private static readonly Threshold s_zero = new("zero", 0.95, "share of a layer's outputs that are 0 in the last samples");
    private static readonly Threshold s_start = new("start", 0.8, "the same in the first sample: above it the layer was so from the start");
    private const int Window = 4;
    private const double Start = 0.05;

    public override Diagnostic Diagnostic { get; } = new("WEIR202", "units-died", "rectifiers died in training")
    {
        Faults = ["dying-relu", "learning-rate-too-high"],
        Meaning = "Steps that were too large have pushed the biases so far down that the rectifiers are off for every sample: they have "
            + "no gradient and cannot come back.",
        Remedies = ["a lower learning rate, or warm-up", "leaky-relu or elu", "clip the gradient's norm"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_zero, s_start];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // A sparse network that learns is a good network.
        // What steps have switched off in a rough start, other steps may switch on again.
        if (dossier.Samples.Count < 2 * Window || (dossier.Setup is not null && dossier.Fraction < Start && dossier.End is null)
            || dossier.Learning.ExplainedNow > 0.1 || dossier.LastHidden() is not { } last)
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        int[] died = [.. Enumerable.Range(0, last + 1).Where(i => dossier.Header.Layers[i].IsRectifier()
            && dossier.Samples[0].Layers[i].ActivationZero < limits.Of(s_start)
                && window.All(sample => sample.Layers[i].ActivationZero >= limits.Of(s_zero)))];
        if (died.Length == 0)
            return null;
        double share = died.Max(i => window[^1].Layers[i].ActivationZero);
        return Found(dossier, Severity.Error, $"{share:p0} of the outputs of {dossier.Name(died)} are 0; at the start it was "
            + $"{died.Max(i => dossier.Samples[0].Layers[i].ActivationZero):p0}", died,
            new Evidence("activation.zero", share, limits.Of(s_zero), "0.3 to 0.8"));
    }
}
