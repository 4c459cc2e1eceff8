namespace Weir.Diagnosis;

/// <summary>
/// A network with batch normalisation that is good in training and worse in evaluation, because the averages that evaluation uses lag
/// behind.
/// </summary>
internal sealed class BatchNormGap : Rule
{
    private static readonly Threshold s_factor =
        new("factor", 2, "validation loss over that of guessing, while the training loss is under half of it");
    private static readonly Threshold s_score = new("score", 0.15,
        "training accuracy over validation accuracy, where the averages still hold a part of what they began with", Origin.Convention);
    private static readonly Threshold s_left = new("left", 0.02, "that part: (1 − momentum)^steps", Origin.Theory);
    private static readonly Threshold s_whole = new("whole", 0.3, "the same after all steps of the run, known beforehand", Origin.Theory);

    public override Diagnostic Diagnostic { get; } =
        new("WEIR403", "batch-norm-gap", "batch normalisation differs between training and evaluation")
        {
            Meaning = "In training each batch is normalised by its own statistics, in evaluation by running ones. Where batches are "
                + "small or "
            + "few, the running ones are far from what the network has learnt with.",
            Remedies = ["larger batches", "more momentum for the running statistics, or more steps",
            "layer or group normalisation, which do not depend on the batch"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor, s_score, s_left, s_whole];

    public override Needs Needs => Needs.Network | Needs.Validation;

    public override bool IsOfNow => true;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { BatchNorm: true })
            return null;
        Finding? seen = dossier.Epochs.Count == 0 ? null : Lag(dossier, limits) ?? Loss(dossier, limits);
        // The first epochs need not show yet what is known beforehand.
        return seen ?? (dossier.Fraction < Limits.Half && dossier.End is null ? Beforehand(dossier, limits) : null);
    }

    /// <summary>How much of what they began with the averages will hold at the end is known from the set-up.</summary>
    private Finding? Beforehand(Dossier dossier, Limits limits)
    {
        if (dossier.Network?.BatchNormMomentum is not { } momentum || dossier.Setup is not { } setup)
            return null;
        double left = Math.Pow(1 - momentum, setup.TotalSteps);
        return left > limits.Of(s_whole)
            ? Found(dossier, Severity.Warning, $"with a momentum of {momentum:g2} the averages of batch norm, which evaluation uses, still "
                + $"hold {left:p0} of what they begin with after all {setup.TotalSteps:n0} steps", null,
                new Evidence("(1 − momentum)^steps", left, limits.Of(s_whole), "below 0.01")) with
            {
                Strength = Strength.Suspected,
                Remedies = Remedies(momentum),
            }
            : null;
    }

    /// <summary>After n steps the averages hold (1 − momentum)^n of the 0 and 1 that they began with.</summary>
    private Finding? Lag(Dossier dossier, Limits limits)
    {
        if (dossier.Network?.BatchNormMomentum is not { } momentum
            || dossier.Epochs[^1] is not { TrainingAccuracy: { } training, ValidationAccuracy: { } validation } last)
            return null;
        double left = Math.Pow(1 - momentum, last.Step);
        return left > limits.Of(s_left) && training - validation > limits.Of(s_score)
            ? Found(dossier, Severity.Warning, $"the accuracy is {training:p0} in training and {validation:p0} in evaluation: with a "
                + $"momentum of {momentum:g2} the averages of batch norm still hold {left:p0} of what they began with", null,
                new Evidence("(1 − momentum)^steps", left, limits.Of(s_left), "below 0.01")) with
            { Remedies = Remedies(momentum) }
            : null;
    }

    private static IReadOnlyList<string> Remedies(double momentum) =>
        momentum < 0.1 ? [$"`momentum: 0.1` for batch norm, instead of {momentum:g2}", "more steps"] : ["more steps"];

    private Finding? Loss(Dossier dossier, Limits limits)
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
