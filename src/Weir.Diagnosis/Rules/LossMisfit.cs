namespace Weir.Diagnosis;

/// <summary>A loss that can be taken but is not the one for the task, or targets that are of the wrong size for it.</summary>
internal sealed class LossMisfit : Rule
{
    private static readonly Threshold s_target =
        new("target-deviation", 100, "largest deviation of target values: the squared error's gradient grows with it");
    private static readonly Threshold s_small =
        new("target-smallest", 1e-3, "smallest deviation of target values: the squared error's gradient shrinks with it");
    private static readonly Threshold s_offset = new(
        "target-offset", 10, "largest |mean| of target values over their deviation: the loss starts at its square, 100 times that of "
            + "guessing, and the offset is learnt first", Origin.Theory);

    private static readonly Threshold s_unlearnt = new("unlearnt", 0.1, "the loss over that of guessing, less 1: above it not even the "
        + "offset of the targets has been learnt", Origin.Convention);

    public override Diagnostic Diagnostic { get; } = new("WEIR011", "loss-misfit", "loss and targets do not fit each other")
    {
        Faults = ["bad-loss", "unscaled-target"],
        Meaning = "The loss is defined on these targets but its gradient is of the wrong shape or size for them.",
        Remedies = ["cross-entropy for classes", "standardize target values", "huber for values with outliers"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_target, s_small, s_offset, s_unlearnt];

    public override Needs Needs => Needs.Data | Needs.Setup;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { } setup)
            return null;
        if (setup is { Classification: true, Outputs: > 1, IsOfDistances: true })
        {
            return Found(dossier, Severity.Information, $"{setup.Loss} is taken on {setup.Outputs} classes: its gradient fades where a "
                + "prediction is far off") with
            { Remedies = ["`loss: cross-entropy`, for classes"] };
        }

        return dossier.Data is not { Target: { Deviation: > 0 } target } || setup.Applies is "sigmoid" ? null
            : Size(dossier, target, limits) ?? TwoValues(dossier, setup);
    }

    private Finding? Size(Dossier dossier, (double Least, double Mean, double Greatest, double Deviation) target, Limits limits)
    {
        if (target.Deviation > limits.Of(s_target))
        {
            return Scale(Found(dossier, Severity.Warning, $"the targets vary by {target.Deviation:g3}: gradients are as many times "
                + "larger than usual, and the outputs must grow that far", null,
                new Evidence("deviation of targets", target.Deviation, limits.Of(s_target), "about 1")));
        }

        double offset = Math.Abs(target.Mean) / target.Deviation;
        if (offset > limits.Of(s_offset))
        {
            return Scale(Found(dossier, Severity.Warning, $"the targets' mean is {offset:g3} times their deviation ({target.Mean:g3} ± "
                + $"{target.Deviation:g2}): {OfOffset(dossier, limits)}", null,
                new Evidence("|mean| / deviation of targets", offset, limits.Of(s_offset), "below 3")));
        }

        return target.Deviation < limits.Of(s_small)
            ? Scale(Found(dossier, Severity.Warning, $"the targets vary by {target.Deviation:g3} alone: gradients are as many times "
                + "smaller than usual; have they been divided like the inputs?", null,
                new Evidence("deviation of targets", target.Deviation, limits.Of(s_small), "about 1")))
            : null;

        static Finding Scale(Finding finding) =>
            finding with { Remedies = ["standardize the targets (`targets: standardize` under `data`)"] };
    }

    /// <summary>What is known of an offset: before a run what it takes, later how far it has been learnt.</summary>
    private static string OfOffset(Dossier dossier, Limits limits) => dossier.Learning switch
    {
        { Recent: { } recent, Trivial: > 0 and { } trivial, ExplainedNow: { } now } when dossier.Samples.Count + dossier.Epochs.Count > 0 =>
            now < -limits.Of(s_unlearnt) ? $"not even that offset has been learnt; the loss is {recent:g3}, guessing has {trivial:g3}"
            : now < Limits.Learnt ? $"the offset is all that has been learnt; the loss is {recent:g3}, guessing has {trivial:g3}"
            : "the offset had to be learnt before anything else",
        _ => "the offset has to be learnt before anything else",
    };

    /// <summary>Two values alone are two classes.</summary>
    private Finding? TwoValues(Dossier dossier, SetupFacts setup)
    {
        if (dossier.Data?.TargetValues is not 2 || dossier.Data.Samples < 4)
            return null;
        // The median is one of the two: whoever answers with it alone is right half of the time, and beside it the gradient does not tell
        // how far off it is.
        bool absolute = setup.Degree == 1;
        string why = absolute ? "under the absolute error the best constant is one of them, and the gradient does not say how far off an "
            + "output is" : "the squared error and R² say less of them than cross-entropy and accuracy";
        return Found(dossier, absolute ? Severity.Warning : Severity.Information,
            $"the targets are two values alone, which makes two classes: {why}") with
        {
            Strength = absolute ? Strength.Suspected : Strength.Measured,
            Remedies = ["`loss: sigmoid-cross-entropy` with a linear output, for targets 0 and 1",
                "`task: classification` and cross-entropy"],
        };
    }
}
