namespace Weir.Diagnosis;

/// <summary>
/// A network with batch normalisation that is good in training and worse in evaluation, because the averages that evaluation uses lag
/// behind.
/// </summary>
internal sealed class BatchNormGap : LaggingAverage
{
    private static readonly Threshold s_factor =
        new("factor", 2, "validation loss over that of guessing, while the training loss is under half of it");
    private static readonly Threshold s_left = new("left", 0.02, "that part: (1 − momentum)^steps", Origin.Theory);

    public override Diagnostic Diagnostic { get; } =
        new("WEIR403", "batch-norm-gap", "batch normalisation differs between training and evaluation")
        {
            Meaning = "In training each batch is normalised by its own statistics, in evaluation by running ones. Where batches are "
                + "small or "
            + "few, the running ones are far from what the network has learnt with.",
            Remedies = ["larger batches", "more momentum for the running statistics, or more steps",
            "layer or group normalisation, which do not depend on the batch"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor, Lost, s_left, Whole];

    public override Needs Needs => Needs.Network | Needs.Validation;

    protected override Threshold Left => s_left;

    protected override string Formula => "(1 − momentum)^steps";

    public override Finding? Judge(Dossier dossier, Limits limits) =>
        dossier.Network is { BatchNorm: true } ? base.Judge(dossier, limits) : null;

    // After n steps the averages hold (1 − momentum)^n of the 0 and 1 that they began with.
    protected override double? LeftAfter(Dossier dossier, long step) =>
        dossier.Network?.BatchNormMomentum is { } momentum ? Math.Pow(1 - momentum, step) : null;

    protected override string Averages(Dossier dossier) =>
        $"with a momentum of {dossier.Network?.BatchNormMomentum:g2} the averages of batch norm";

    protected override IReadOnlyList<string> Faster(Dossier dossier) => dossier.Network?.BatchNormMomentum is < 0.1 and var momentum
        ? [Plain($"`momentum: 0.1` for batch norm, instead of {momentum:g2}"), "more steps"] : ["more steps"];

    /// <summary>Averages that have caught up, over batches that are unlike the whole.</summary>
    protected override Finding? Otherwise(Dossier dossier, Limits limits)
    {
        if (dossier.Epochs.Count < 3 || dossier.Learning.Trivial is not > 0 || dossier.Epochs[^1] is not { ValidationLoss: { } loss } last)
            return null;
        double trivial = dossier.Learning.Trivial.Value;
        // A network that has been better in evaluation has overfitted since: that is another finding.
        bool everBetter = dossier.Epochs.Any(epoch => epoch.ValidationLoss < 0.9 * trivial);
        return !everBetter && last.TrainingLoss < trivial / 2 && loss > limits.Of(s_factor) * trivial
            ? Found(dossier, Severity.Warning,
                $"the loss is {last.TrainingLoss:g3} in training and {loss:g3} in evaluation; guessing has {trivial:g3}", null,
                new Evidence("validation loss / that of guessing", loss / trivial, limits.Of(s_factor), "below 1"))
            : null;
    }
}
