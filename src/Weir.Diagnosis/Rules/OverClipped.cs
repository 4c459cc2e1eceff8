using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Clipping that leaves next to nothing of the gradient.</summary>
internal sealed class OverClipped : Rule
{
    private static readonly Threshold s_factor = new("factor", 0.01, "what clipping leaves of the gradient's norm, typically");
    private static readonly Threshold s_reach = new("reach", 0.5, "how far the weights of the layer that moves most could come in the "
        + "whole run, over their own size: with less than half of it little is learnt");

    public override Diagnostic Diagnostic { get; } = new("WEIR303", "over-clipped", "clipping leaves nothing of the gradient")
    {
        Meaning = "Clipping is meant for the rare gradient that is too large. Here it cuts every gradient to a tiny part, which is the "
            + "same as a rate that is as many times lower.",
        Remedies = ["a limit near the median of the gradient's norm (it is in the trace as `gradient.norm`)",
            "clip-percentile, which finds the limit by itself", "no clipping"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor, s_reach];

    public override Needs Needs => Needs.Setup | Needs.Initial;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // An optimizer that divides by the gradient's size takes the clipping back.
        if (dossier.Setup?.Adaptive == true || dossier.Initial.Count == 0 || dossier.HasNoGradient
            || !(dossier.Reach() < limits.Of(s_reach)))
            return null;
        FlowSample[] samples = [.. dossier.Initial, .. dossier.Last(20)];
        double factor = Measures.Median(samples.Where(sample => sample.GradientNorm > 0)
            .Select(sample => sample.ClippedNorm / sample.GradientNorm).OfType<double>());
        if (!(factor < limits.Of(s_factor)))
            return null;
        bool sure = dossier.Fraction > 0.1 && !dossier.Learning.HasLearnt;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, $"clipping leaves {factor:g2} of the gradient's norm at every step",
            null,
            new Evidence("gradient.norm.clipped / gradient.norm", factor, limits.Of(s_factor), "1 for most steps"));
    }
}
