namespace Weir.Diagnosis;

/// <summary>Sigmoids or tanhs on their flat ends before training has begun.</summary>
internal sealed class Saturation : Rule
{
    private static readonly Threshold s_share =
        new("share", 0.5, "share of a layer's outputs where the derivative is under 5 % of its maximum, at the start");

    public override Diagnostic Diagnostic { get; } = new("WEIR203", "saturation", "units are saturated from the start")
    {
        Meaning = "The function's derivative is next to nothing where most of the signal lies: hardly any gradient passes, and the units "
            + "behave like switches that cannot be moved.",
        Remedies = ["smaller first weights (Glorot, LeCun)", "scaled inputs", "batch or layer normalisation before the function",
            "rectifiers"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_share];

    public override Needs Needs => Needs.Initial;

    public override bool IsOfFirstWeights => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.LastHidden() is not { } last || dossier.InitialSignal.Count == 0)
            return null;
        int[] saturated = [.. Enumerable.Range(0, last + 1)
            .Where(i => dossier.Header.Layers[i].IsSquashing() && Share(dossier, i) > limits.Of(s_share))];
        if (saturated.Length == 0)
            return null;
        // A residual block's branch that is flat passes nothing, and its skip everything: the block is left out, the others are as good as
        // ever.
        int[] branches = [.. Enumerable.Range(0, last + 1).Where(i => dossier.IsInBranch(i) && dossier.Header.Layers[i].IsSquashing())];
        if (saturated.All(dossier.IsInBranch) && saturated.Length * 2 <= branches.Length)
            return null;
        double share = saturated.Max(i => Share(dossier, i));
        bool failed = dossier.Fraction > 0.3 && dossier.Learning is { Explained: < 0.1, TellsApart: false };
        return Found(dossier, failed ? Severity.Error : Severity.Warning,
            $"before training, {share:p0} of the outputs of {dossier.Name(saturated)} lie where the function is flat", saturated,
            new Evidence("activation.saturated", share, limits.Of(s_share), "below 0.1"));
    }

    private static double Share(Dossier dossier, int layer) => dossier.Typical(sample => sample.Layers[layer].ActivationSaturated ?? 0);
}
