using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>A network that becomes better on its training part and worse on others.</summary>
internal sealed class Overfitting : Rule
{
    private static readonly Threshold s_loss = new("loss", 1.3, "validation loss over its best, while the training loss has gone on falling");
    private static readonly Threshold s_score = new("score", 0.25, "part of the best validation score's gain over guessing that is lost again");

    public override Diagnostic Diagnostic { get; } = new("WEIR402", "overfitting", "the network learns its training part by heart")
    {
        Causes = ["misaligned-labels", "batch-norm-gap"],
        Meaning = "The training loss falls on while the validation loss rises: what is learnt now holds for the training samples alone.",
        Remedies = ["keep the best epoch (`early-stopping`)", "more data, or augmentation", "weight decay, dropout or label smoothing", "a smaller network"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_loss, s_score];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Epochs.Count < 5 || dossier.Epochs[^1] is not { ValidationLoss: { } now } last)
            return null;
        EpochMetrics best = dossier.Epochs.Where(epoch => epoch.ValidationLoss is not null).MinBy(epoch => epoch.ValidationLoss!.Value)!;
        if (now < limits.Of(s_loss) * best.ValidationLoss || last.TrainingLoss >= best.TrainingLoss || last.Epoch - best.Epoch < 3)
            return null;
        bool loses = Lost(dossier, last) > limits.Of(s_score);
        return Found(dossier, loses ? Severity.Warning : Severity.Information, $"the validation loss has gone from {best.ValidationLoss:g3} in epoch {best.Epoch} to {now:g3}, while the training loss fell from {best.TrainingLoss:g3} to {last.TrainingLoss:g3}", null,
            new Evidence("validation loss / best", now / best.ValidationLoss!.Value, limits.Of(s_loss), "about 1"));
    }

    private static double Lost(Dossier dossier, EpochMetrics last)
    {
        double chance = dossier.Data?.MajorityShare ?? 0;
        (double? now, double? best) = last.ValidationAccuracy is { } accuracy
            ? (accuracy, dossier.Epochs.Max(epoch => epoch.ValidationAccuracy))
            : (last.ValidationR2, dossier.Epochs.Max(epoch => epoch.ValidationR2));
        return now is { } value && best is { } top && top - chance > 0.05 ? (top - value) / (top - chance) : 0;
    }
}
