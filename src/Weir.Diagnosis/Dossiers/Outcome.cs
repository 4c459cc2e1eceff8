using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// What a run has come to: how much of what guessing leaves it gets right, where others would look too, at the validation part's score. A
/// verdict must agree with it.
/// </summary>
public sealed class Outcome
{
    /// <summary>Epochs whose median score counts: one epoch's goes up and down with its last steps.</summary>
    private const int Window = 3;

    /// <summary>Standard errors by which a score must be above that of guessing.</summary>
    private const double Errors = 3;

    private readonly Dossier _dossier;

    internal Outcome(Dossier dossier)
    {
        _dossier = dossier;
        double? majority = dossier.Data?.MajorityShare, trivial = dossier.Data?.TrivialLoss;
        Validation = Lately(Of);
        // Weights that were given back are those of the best epoch.
        bool isRestored = dossier.End is { Restored: true };
        KeptEpoch = isRestored ? dossier.Epochs.MaxBy(Of) : dossier.Epochs.Count > 0 ? dossier.Epochs[^1] : null;
        Kept = isRestored && KeptEpoch is { } kept ? Of(kept) : Validation;
        Training = Lately(epoch => Share(epoch.TrainingAccuracy, majority)) ?? dossier.Learning.ExplainedNow;

        double? Of(EpochMetrics epoch) => Share(epoch.ValidationAccuracy, majority) ?? epoch.ValidationR2
            ?? (trivial > 0 ? 1 - (epoch.ValidationLoss / trivial) : null);
    }

    /// <summary>
    /// The share of what guessing leaves that is got right in the validation part: 0 is guessing, 1 all; null where it is not known.
    /// </summary>
    public double? Validation { get; }

    /// <summary>The same of the weights that the run ends with: of its best epoch, where these were given back.</summary>
    internal double? Kept { get; }

    /// <summary>The epoch whose weights the run ends with; null without one.</summary>
    internal EpochMetrics? KeptEpoch { get; }

    /// <summary>The same in the training part.</summary>
    public double? Training { get; }

    /// <summary>The share that counts: that of the validation part where there is one.</summary>
    public double? Skill => Validation ?? Training;

    /// <summary>
    /// Whether any measure is beyond what guessing reaches; null where nothing is known. What a run once knew and has unlearnt by its end
    /// does not count, and what it remembers of its training part alone does not where its loss says no more than that.
    /// </summary>
    public bool? IsBetterThanGuessing
    {
        get
        {
            if (Skill is null)
                return null;
            Learning learning = _dossier.Learning;
            if (learning.ExplainedKept > Limits.Learnt || learning.TellsApart)
                return true;
            // A loss that has moved a little is borne out by a score, where there is one.
            bool moved = learning.ExplainedKept > Limits.LeastExplained;
            DataFacts? data = _dossier.Data;
            return (moved && !_dossier.Epochs.Any(IsScored)) || _dossier.Epochs.TakeLast(learning.CountsLast ? 1 : Window).Any(epoch =>
                Beyond(epoch.ValidationAccuracy, data?.MajorityShare, data?.ValidationSamples)
                || ((moved || epoch.ValidationAccuracy is null) && Beyond(epoch.TrainingAccuracy, data?.MajorityShare, data?.Samples))
                || epoch.ValidationLoss < (1 - Limits.LeastExplained) * data?.TrivialLoss
                || epoch.ValidationR2 > Limits.LeastExplained);
        }
    }

    /// <summary>What the run has come to, in words, as in <c>the validation accuracy is 94 %</c>; null where nothing is known.</summary>
    public string? InWords => Words(_dossier.Epochs.Count > 0 ? _dossier.Epochs[^1] : null);

    /// <summary>The same of the weights that the run ends with.</summary>
    internal string? KeptInWords => Words(KeptEpoch);

    private string? Words(EpochMetrics? epoch) => epoch switch
    {
        { ValidationAccuracy: { } accuracy } => $"the validation accuracy is {accuracy:p1}",
        { ValidationR2: { } fit } => $"R² of the validation part is {fit:f2}",
        { TrainingAccuracy: { } accuracy } => $"the training accuracy is {accuracy:p1}",
        _ when _dossier.Learning is { Recent: { } recent, Trivial: > 0 and { } trivial } =>
            $"the loss is {recent:g3}; guessing has {trivial:g3}",
        _ when _dossier.Learning is { Recent: { } recent, First: > 0 and { } first } =>
            $"the loss is {recent:g3}, {recent / first:g2} of what it was in the first step",
        _ => null,
    };

    private static bool IsScored(EpochMetrics epoch) => epoch.ValidationLoss is not null || epoch.TrainingAccuracy is not null;

    /// <summary>Whether a share of so many samples is above one that is guessed by more than chance.</summary>
    internal static bool Beyond(double? accuracy, double? share, int? samples) =>
        accuracy is { } value && share is { } guessed && samples is > 0 and { } count
            && value - guessed > Errors * Math.Sqrt(Math.Max(guessed * (1 - guessed), 1.0 / count) / count);

    private static double? Share(double? accuracy, double? guessed) => accuracy is { } value && guessed is < 1 and { } least
        ? (value - least) / (1 - least) : null;

    private double? Lately(Func<EpochMetrics, double?> score)
    {
        double[] scores = [.. _dossier.Epochs.TakeLast(Window).Select(score).OfType<double>().Where(value => !double.IsNaN(value))];
        return scores.Length == 0 ? null : Measures.Median(scores);
    }
}
