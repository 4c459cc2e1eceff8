using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>A network that becomes better on its training part and worse on others.</summary>
internal sealed class Overfitting : Rule
{
    private static readonly Threshold s_loss =
        new("loss", 1.3, "validation loss over its best, while the training loss has gone on falling");
    private static readonly Threshold s_score =
        new("score", 0.25, "part of the best validation score's gain over guessing that is lost again");

    private static readonly Threshold s_noise = new("noise", 3, "the same loss over the standard error that chance in the choice of "
        + "validation samples gives it: the best of many epochs is always somewhat better than it seems");

    public override Diagnostic Diagnostic { get; } = new("WEIR402", "overfitting", "the network learns its training part by heart")
    {
        Meaning = "The training loss falls on while the validation loss rises: what is learnt now holds for the training samples alone.",
        Remedies = ["keep the best epoch (`early-stopping`)", "more data, or augmentation", "weight decay", "dropout", "label smoothing",
            "a smaller network"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_loss, s_score, s_noise];

    public override Needs Needs => Needs.Validation;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Epochs.Count < 5 || dossier.Epochs[^1] is not { ValidationLoss: { } now } last || !double.IsFinite(now))
            return null;
        // What was never seen cannot be learnt, by heart or otherwise.
        if (dossier.Data is { EmptyClasses: > 0, Features: > 0 } && dossier.Outcome.Validation < Limits.LeastExplained)
            return null;
        EpochMetrics best = dossier.Epochs.Where(epoch => double.IsFinite(epoch.ValidationLoss ?? double.NaN))
            .MinBy(epoch => epoch.ValidationLoss!.Value)!;
        if (now < limits.Of(s_loss) * best.ValidationLoss || last.TrainingLoss >= best.TrainingLoss || last.Epoch - best.Epoch < 3)
            return null;
        // Beyond what holds for others is what is learnt only where the training part is answered better than they are.
        if (now <= last.TrainingLoss || last.TrainingLoss >= dossier.Learning.Trivial)
            return null;
        bool loses = Loses(dossier, last, limits);
        return Found(dossier, loses ? Severity.Warning : Severity.Information, "the validation loss has gone from "
            + $"{best.ValidationLoss:g3} in epoch {best.Epoch} to {now:g3}, while the training loss fell from {best.TrainingLoss:g3} to "
            + $"{last.TrainingLoss:g3}", null,
            new Evidence("validation loss / best", now / best.ValidationLoss!.Value, limits.Of(s_loss), "about 1"));
    }

    private static bool Loses(Dossier dossier, EpochMetrics last, Limits limits)
    {
        double chance = dossier.Data?.MajorityShare ?? 0;
        double? now = Lately(epoch => epoch.ValidationAccuracy ?? epoch.ValidationR2),
            best = dossier.Epochs.Max(epoch => epoch.ValidationAccuracy ?? epoch.ValidationR2);
        if (now is not { } value || best is not { } top || top - chance <= 0.05 || top - value <= limits.Of(s_score) * (top - chance))
            return false;
        // Variance of a share, and of R² (Olkin and Finn, 1995), for one validation part of n samples; of a difference of two, twice as
        // much.
        double variance = last.ValidationAccuracy is not null ? top * (1 - top) : 4 * top * (1 - top) * (1 - top);
        return dossier.Data is not { ValidationSamples: > 0 and var samples }
            || top - value > limits.Of(s_noise) * Math.Sqrt(2 * variance / samples);

        // One epoch's score goes up and down with its last steps.
        double? Lately(Func<EpochMetrics, double?> score) => score(last) is null ? null
            : Measures.Median(dossier.Epochs.TakeLast(3).Select(score).OfType<double>());
    }
}
