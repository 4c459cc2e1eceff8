using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Sigmoids or tanhs that steps have driven onto their flat ends.</summary>
internal sealed class UnitsSaturated : Rule
{
    private static readonly Threshold s_share =
        new("share", 0.8, "share of a layer's outputs where the derivative is under 5 % of its maximum, in the last samples");
    private static readonly Threshold s_start = new("start", 0.5, "the same at the start: above it the layer was so from the start");
    private const int Window = 3;

    public override Diagnostic Diagnostic { get; } = new("WEIR204", "units-saturated", "units were driven into saturation")
    {
        Faults = ["saturation"],
        Meaning = "Large steps have made the weights so large that the functions are flat where the signal lies; the gradient behind "
            + "them is gone.",
        Remedies = ["a lower learning rate", "weight decay", "normalisation before the function"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_share, s_start];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Samples.Count < 8 || dossier.Learning.ExplainedNow > 0.3 || dossier.LastHidden() is not { } last)
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        int[] saturated = [.. Enumerable.Range(0, last + 1).Where(i => dossier.Header.Layers[i].IsSquashing()
            && dossier.Samples[0].Layers[i].ActivationSaturated < limits.Of(s_start)
                && window.All(sample => sample.Layers[i].ActivationSaturated > limits.Of(s_share)))];
        return saturated.Length == 0 ? null : Found(dossier, Severity.Warning,
            $"{saturated.Max(i => window[^1].Layers[i].ActivationSaturated):p0} of the outputs of {dossier.Name(saturated)} now lie "
            + "where the function is flat", saturated,
            new Evidence("activation.saturated", saturated.Max(i => window[^1].Layers[i].ActivationSaturated ?? 0), limits.Of(s_share),
                "below 0.3"));
    }
}
