using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A loss that stays where the best constant prediction is.</summary>
internal sealed class Plateau : Rule
{
    private static readonly Threshold s_explained =
        new("explained", 0.03, "share of the trivial predictor's loss that the network has learnt to avoid");
    private static readonly Threshold s_fraction = new("fraction", 0.5, "share of the budget after which it counts");
    private static readonly Threshold s_steps = new("steps", 100, "steps after which a run that was stopped earlier counts, or an epoch",
        Origin.Convention);

    private static readonly Threshold s_others = new("others", Limits.FarBelow, "share of what guessing leaves by which the validation "
        + "part is answered worse than by guessing at the end of a run, whatever the training part says", Origin.Convention);

    public override Diagnostic Diagnostic { get; } = new("WEIR502", "plateau", "the network is no better than guessing")
    {
        Faults = [],
        IsSymptom = true,
        Meaning = "What the network answers is no better than the best constant prediction: half of the budget is spent and the loss has "
            + "not come below that, so that it ignores its inputs; or the run is over and others than its training samples are answered "
            + "worse.",
        Remedies = ["look for a cause among the other findings", "`weir check --overfit`: a network that cannot learn sixteen samples by "
            + "heart has a problem of optimisation, one that can has one of data"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_explained, s_fraction, s_steps, s_others];

    public override Needs Needs => Needs.Data | Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // A run that has ended early, by its own loss or a person, has made all the steps that it will make; a few say nothing.
        bool over = dossier.End is { } end && (end.NonFinite || dossier.Setup is not { } setup
            || end.Steps >= Math.Min(setup.StepsPerEpoch, limits.Of(s_steps)));
        return Guesses(dossier, over, limits) ?? (over ? Others(dossier, limits) ?? Above(dossier) : null);
    }

    private Finding? Guesses(Dossier dossier, bool over, Limits limits)
    {
        if ((!over && dossier.Fraction < limits.Of(s_fraction)) || dossier.Data?.TrivialLoss is not { } guessing
            || dossier.Learning.Recent is not { } recent)
            return null;
        double made = Math.Max(dossier.Fraction, 0);
        if (guessing <= 0)
        {
            // All targets are the same: guessing is never wrong.
            return recent > 0.01 * dossier.Learning.First
                ? Found(dossier, Severity.Error, $"after {made:p0} of the steps the loss is {recent:g4}; guessing has {guessing:g4}", null,
                    new Evidence("loss", recent, 0, "that of guessing, or less"))
                : null;
        }

        if (dossier.Learning is not { ExplainedKept: { } explained, TellsApart: false } learning
            || dossier.Outcome.IsBetterThanGuessing == true)
            return null;
        string message = $"after {made:p0} of the steps the loss is {recent:g4}; guessing has {guessing:g4}";
        if (explained <= limits.Of(s_explained))
            return Found(dossier, Severity.Error, message, null,
                new Evidence(learning.CountsLast ? "1 − loss / that of guessing" : "1 − lowest loss / that of guessing", explained,
                    limits.Of(s_explained), "above 0.3"));
        // The loss has moved, and neither the validation part nor the training part is answered better for it.
        return explained is > Limits.LeastExplained and <= Limits.Learnt
            && dossier.Outcome is { IsBetterThanGuessing: false, Skill: { } skill, InWords: { } words }
            ? Found(dossier, Severity.Error, $"{message}; {words}, which is no better", null,
                new Evidence("share of what guessing leaves that is right", skill, limits.Of(s_explained), "above 0.3"))
            : null;
    }

    /// <summary>
    /// A loss that has come to a stand above that of guessing, though some score is better: the network is far too sure of what it does not
    /// know.
    /// </summary>
    private Finding? Above(Dossier dossier)
    {
        if (dossier.Learning is not { ExplainedNow: < -Limits.LeastExplained, Recent: { } recent, Trivial: { } guessing, TellsApart: false }
            || !(dossier.Outcome.Skill < Limits.Half) || dossier.Data?.TrivialLoss is null)
            return null;
        FlowSample[] late = [.. dossier.Samples.Where(sample => sample.Step > dossier.Step / 2)];
        return late.Length >= Limits.LeastBatch && Measures.LevelOf(late) is not null
            ? Found(dossier, Severity.Warning,
                $"the loss stays at {recent:g4}, above that of guessing, {guessing:g4}; {dossier.Outcome.InWords}", null,
                new Evidence("loss / that of guessing", recent / guessing, 1, "below 0.5"))
            : null;
    }

    /// <summary>
    /// At the end of a run it is a fact how others are answered. What has been learnt of the training part is no help to them: values that
    /// are far off, averages that lag, what was learnt by heart.
    /// </summary>
    private Finding? Others(Dossier dossier, Limits limits)
    {
        // Accuracy is no measure of what a loss with weights is after, and a handful of samples is none of others.
        if (dossier.Data is not { WeightedShare: null } data || data.ValidationSamples is > 0 and < Limits.LeastBatch
            || dossier.Outcome is not { Kept: { } kept, KeptInWords: { } words } outcome || !(kept < -limits.Of(s_others)))
            return null;
        if (outcome.KeptEpoch?.ValidationAccuracy is { } accuracy
            && !Outcome.Beyond(1 - accuracy, 1 - data.MajorityShare, data.ValidationSamples))
            return null;
        string training = outcome.Training > Limits.Learnt
            ? $"; of the training part {outcome.Training:p0} of what guessing leaves is right" : "";
        return Found(dossier, Severity.Error, $"{words}, which is far worse than guessing{training}", null,
            new Evidence("share of what guessing leaves that is right, validation part", kept, -limits.Of(s_others), "above 0.3"));
    }
}
