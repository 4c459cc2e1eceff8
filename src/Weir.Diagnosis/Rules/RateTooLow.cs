namespace Weir.Diagnosis;

/// <summary>Steps so short that the whole run leads nowhere.</summary>
internal sealed class RateTooLow : Rule
{
    private static readonly Threshold s_reach = new("reach", 0.03, "how far the weights of the layer that moves most could come in the whole run, over their own size, if every step went the same way");

    public override Diagnostic Diagnostic { get; } = new("WEIR302", "learning-rate-too-low", "the learning rate is too low for the budget")
    {
        Causes = ["over-clipped", "non-finite-input", "symmetric-init", "dying-relu", "vanishing-gradient", "saturation", "bad-output-activation"],
        Meaning = "Even if every step of the run went the same way, the weights would hardly have changed at its end.",
        Remedies = ["a rate ten or a hundred times higher (`weir rate` looks for one)", "more steps"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_reach];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        double reach = dossier.Reach();
        if (!(reach < limits.Of(s_reach)) || dossier.Learning.HasLearnt)
            return null;
        bool sure = dossier.Fraction > 0.1 && !dossier.Learning.HasLearnt;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, $"in {dossier.Setup!.TotalSteps} steps the weights can move by {reach:g2} of their size at most", null,
            new Evidence("update.ratio × steps", reach, limits.Of(s_reach), "above 1"));
    }
}
