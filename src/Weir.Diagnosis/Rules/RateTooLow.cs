namespace Weir.Diagnosis;

/// <summary>Steps so short that the whole run leads nowhere.</summary>
internal sealed class RateTooLow : Rule
{
    private static readonly Threshold s_reach = new("reach", 0.03, "how far the weights of the layer that moves most could come in the whole run, over their own size, if every step went the same way");

    private static readonly Threshold s_reachSeen = new("reach-seen", 0.5, "the same, where the run shows that little is learnt and nothing is in the way: consecutive gradients agree");
    private static readonly Threshold s_cosine = new("cosine", 0.3, "median gradient.cosine over weights in the last samples: above it the steps still go the same way");
    private static readonly Threshold s_fraction = new("fraction", 0.2, "share of the budget after which that counts where nothing is learnt; half of the budget where less than half of the loss is explained");

    private const int Window = 20;

    public override Diagnostic Diagnostic { get; } = new("WEIR302", "learning-rate-too-low", "the learning rate is too low for the budget")
    {
        Causes = ["over-clipped", "non-finite-input", "unscaled-input", "over-regularised", "symmetric-init", "dying-relu", "vanishing-gradient", "saturation", "bad-output-activation"],
        Meaning = "Even if every step of the run went the same way, the weights would hardly have changed at its end.",
        Remedies = ["a rate ten or a hundred times higher (`weir rate` looks for one)", "more steps"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_reach, s_reachSeen, s_cosine, s_fraction];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        double reach = dossier.Reach();
        if (!((reach < limits.Of(s_reach) && !dossier.Learning.HasLearnt) || IsSlow(dossier, reach, limits)))
            return null;
        bool sure = dossier.Fraction > 0.1 && !dossier.Learning.HasLearnt;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, $"in {dossier.Setup!.TotalSteps} steps the weights can move by {reach:g2} of their size at most", null,
            new Evidence("update.ratio × steps", reach, reach < limits.Of(s_reach) ? limits.Of(s_reach) : limits.Of(s_reachSeen), "above 1"));
    }

    private static bool IsSlow(Dossier dossier, double reach, Limits limits) =>
        reach < limits.Of(s_reachSeen)
        && (dossier.Learning.HasLearnt ? dossier.Fraction > 0.5 && dossier.Learning.ExplainedNow < 0.5 : dossier.Fraction > limits.Of(s_fraction) && dossier.Learning.Explained is not null)
        && Measures.Median(dossier.Last(Window).SelectMany(sample => dossier.Weights.Select(i => sample.Parameters[i].GradientCosine).OfType<double>())) > limits.Of(s_cosine);
}
