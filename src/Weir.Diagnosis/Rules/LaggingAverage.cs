using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// What is evaluated is not what was trained: evaluation takes averages over the steps, which still hold a part of what they began with.
/// How much is known from the set-up; that the network is worse in evaluation than in training shows what it costs.
/// </summary>
internal abstract class LaggingAverage : Rule
{
    /// <summary>What is lost in evaluation before it is put down to the averages.</summary>
    protected static readonly Threshold Lost = new("score", 0.15, "accuracy in training over that in evaluation, or the same of the share "
        + "of the loss of guessing that is got rid of, where the averages still hold a part of what they began with", Origin.Convention);

    /// <summary>What they hold after all steps from which on it is said before the run.</summary>
    protected static readonly Threshold Whole = new("whole", 0.3, "that part after all steps of the run, known beforehand", Origin.Theory);

    /// <inheritdoc/>
    public override bool IsOfNow => true;

    /// <inheritdoc/>
    public override bool SaysItFails => false;

    /// <summary>The part of what they began with from which on the averages are to blame for what is lost.</summary>
    protected abstract Threshold Left { get; }

    /// <summary>What part the averages hold after so many steps of what they began with; null where evaluation uses none.</summary>
    protected abstract double? LeftAfter(Dossier dossier, long step);

    /// <summary>The averages with what makes them slow, as in <c>with a decay of 0.9999 the averaged weights</c>.</summary>
    protected abstract string Averages(Dossier dossier);

    /// <summary>What part that is, as a formula.</summary>
    protected abstract string Formula { get; }

    /// <summary>What to do about averages that lag.</summary>
    protected abstract IReadOnlyList<string> Faster(Dossier dossier);

    /// <inheritdoc/>
    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        Finding? seen = dossier.Epochs.Count == 0 ? null : Lag(dossier, limits) ?? Otherwise(dossier, limits);
        // The first epochs need not show yet what is known beforehand, and where nothing is evaluated none ever does.
        bool isOpen = (dossier.Fraction < Limits.Half && dossier.End is null)
            || dossier.Epochs.All(epoch => epoch.ValidationLoss is null && epoch.ValidationAccuracy is null);
        return seen ?? (isOpen ? Beforehand(dossier, limits) : null);
    }

    /// <summary>What else a rule looks for where the averages have caught up. Default: nothing.</summary>
    protected virtual Finding? Otherwise(Dossier dossier, Limits limits) => null;

    /// <summary>How much of what they began with the averages will hold at the end is known from the set-up.</summary>
    private Finding? Beforehand(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { TotalSteps: > 0 } setup || LeftAfter(dossier, setup.TotalSteps) is not { } left
            || !(left > limits.Of(Whole)))
            return null;
        return Found(dossier, Severity.Warning, $"{Averages(dossier)}, which evaluation uses, still hold {left:p0} of what they begin with "
            + $"after all {setup.TotalSteps:n0} steps", null,
            new Evidence(Formula, left, limits.Of(Whole), "below 0.01")) with
        {
            Strength = Strength.Suspected,
            Remedies = Faster(dossier),
        };
    }

    /// <summary>Good in training, worse in evaluation, and the averages have not caught up.</summary>
    private Finding? Lag(Dossier dossier, Limits limits)
    {
        EpochMetrics last = dossier.Epochs[^1];
        if (LeftAfter(dossier, last.Step) is not { } left || !(left > limits.Of(Left))
            || Scores(dossier, last) is not var (training, evaluation, words) || !(training - evaluation > limits.Of(Lost)))
            return null;
        bool fails = dossier.End is not null && dossier.Outcome.Validation < Limits.Half;
        return Found(dossier, fails ? Severity.Error : Severity.Warning,
            $"{words}: {Averages(dossier)} still hold {left:p0} of what they began with", null,
            new Evidence(Formula, left, limits.Of(Left), "below 0.01")) with
        { Remedies = Faster(dossier) };
    }

    /// <summary>How well an epoch did in training and in evaluation, by the score where both have one, else by the loss.</summary>
    private static (double Training, double Evaluation, string Words)? Scores(Dossier dossier, EpochMetrics epoch) => epoch switch
    {
        { TrainingAccuracy: { } training, ValidationAccuracy: { } validation } =>
            (training, validation, $"the accuracy is {training:p0} in training and {validation:p0} in evaluation"),
        { ValidationLoss: { } loss } when dossier.Learning.Trivial is > 0 and { } trivial => (1 - (epoch.TrainingLoss / trivial),
            1 - (loss / trivial),
            $"the loss is {epoch.TrainingLoss:g3} in training and {loss:g3} in evaluation; guessing has {trivial:g3}"),
        _ => null,
    };
}
