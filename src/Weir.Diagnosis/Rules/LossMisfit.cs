namespace Weir.Diagnosis;

/// <summary>A loss that can be taken but is not the one for the task.</summary>
internal sealed class LossMisfit : Rule
{
    private static readonly Threshold s_target = new("target-deviation", 100, "largest deviation of target values: the squared error's gradient grows with it");
    private static readonly Threshold s_offset = new("target-offset", 100, "largest |mean| of target values over their deviation");

    public override Diagnostic Diagnostic { get; } = new("WEIR011", "loss-misfit", "loss and targets do not fit each other")
    {
        Faults = ["bad-loss", "unscaled-target"],
        Meaning = "The loss is defined on these targets but its gradient is of the wrong shape or size for them.",
        Remedies = ["cross-entropy for classes", "standardize target values", "huber for values with outliers"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_target, s_offset];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { } setup)
            return null;
        if (setup is { Classification: true, Outputs: > 1 } && setup.Loss is "mean-squared-error" or "mean-absolute-error" or "huber")
            return Found(dossier, Severity.Information, $"{setup.Loss} is taken on {setup.Outputs} classes: its gradient fades where a prediction is far off");
        if (dossier.Data?.Target is not { } target || setup.Loss is "sigmoid-cross-entropy")
            return null;
        if (target.Deviation > limits.Of(s_target))
            return Found(dossier, Severity.Warning, $"the targets vary by {target.Deviation:g3}: gradients are as many times larger than usual", null, new Evidence("deviation of targets", target.Deviation, limits.Of(s_target), "about 1"));
        double offset = target.Deviation > 0 ? Math.Abs(target.Mean) / target.Deviation : 0;
        return offset > limits.Of(s_offset)
            ? Found(dossier, Severity.Warning, $"the targets' mean is {offset:g3} times their deviation: the offset is all that is learnt", null, new Evidence("|mean| / deviation of targets", offset, limits.Of(s_offset), "below 10"))
            : null;
    }
}
