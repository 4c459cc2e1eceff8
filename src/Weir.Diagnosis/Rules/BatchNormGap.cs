namespace Weir.Diagnosis;

/// <summary>A network with batch normalisation that is good in training and useless in evaluation.</summary>
internal sealed class BatchNormGap : Rule
{
    private static readonly Threshold s_factor = new("factor", 2, "validation loss over that of guessing, while the training loss is under half of it");

    public override Diagnostic Diagnostic { get; } = new("WEIR403", "batch-norm-gap", "batch normalisation differs between training and evaluation")
    {
        Causes = ["misaligned-labels"],
        Meaning = "In training each batch is normalised by its own statistics, in evaluation by running ones. Where batches are small or few, the running ones are far from what the network has learnt with.",
        Remedies = ["larger batches", "more momentum for the running statistics, or more steps", "layer or group normalisation, which do not depend on the batch"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { BatchNorm: true } || dossier.Epochs.Count < 3 || dossier.Learning.Trivial is not > 0 || dossier.Epochs[^1] is not { ValidationLoss: { } loss } last)
            return null;
        double trivial = dossier.Learning.Trivial.Value;
        // A network that has been better in evaluation has overfitted since: that is another finding.
        bool everBetter = dossier.Epochs.Any(epoch => epoch.ValidationLoss < 0.9 * trivial);
        return !everBetter && last.TrainingLoss < trivial / 2 && loss > limits.Of(s_factor) * trivial
            ? Found(dossier, Severity.Warning, $"the loss is {last.TrainingLoss:g3} in training and {loss:g3} in evaluation; guessing has {trivial:g3}", null,
                new Evidence("validation loss / that of guessing", loss / trivial, limits.Of(s_factor), "below 1"))
            : null;
    }
}
