namespace Weir.Diagnosis;

/// <summary>Targets that do not depend on the inputs: shuffled, shifted by a row, or joined by the wrong key.</summary>
internal sealed class MisalignedLabels : Rule
{
    private static readonly Threshold s_score = new("score", 3, "deviations of a normal distribution by which neighbours, single "
        + "features or pairs of them go with the targets more than with shuffled ones (permutation tests, after Schilling, 1986); chance "
        + "reaches 3 once in 740 times", Origin.Theory);
    private static readonly Threshold s_memory = new("memory", 0.3,
        "share of the trivial loss that must be learnt by heart, with nothing learnt for the validation part, for the verdict from a run");

    /// <summary>
    /// The share of what guessing leaves that is got right in the validation part where the targets depend on the inputs.
    /// </summary>
    private const double Knowledge = 0.1;

    /// <summary>Samples of which a correlation of a quarter is as likely missed as seen at three deviations.</summary>
    private const int Few = 150;

    public override Diagnostic Diagnostic { get; } = new("WEIR003", "misaligned-labels", "the targets do not depend on the inputs")
    {
        Meaning = "Samples that lie close together have targets as unlike as any two: there is nothing to learn but single samples by "
            + "heart, and none of it holds for others.",
        Remedies = ["look at some samples beside their targets", "check that inputs and targets are read, sorted and shuffled together"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_score, s_memory];

    public override Needs Needs => Needs.Data;

    // What is learnt and holds for others refutes it, also where much is left to learn.
    public override bool IsOfNow => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        double limit = limits.Of(s_score);
        DataFacts? data = dossier.Data;
        bool byHeart = LearnsByHeart(dossier, limits), failed = byHeart
            || (dossier.Fraction > 0.5 && (!dossier.Learning.HasLearnt || dossier.Outcome.Validation < Knowledge));
        // What depends on the order of a sequence is not seen by the test: there a run has to fail as well.
        bool unlike = data?.NeighbourScore < limit || (data?.SequenceScore < limit && failed);
        double? score = data?.NeighbourScore ?? data?.SequenceScore;
        if (!unlike && !(byHeart && score is null))
            return null;
        // What is learnt of the training part and holds for the validation part shows that they do depend on the inputs, in a way that the
        // test has no eye for.
        bool holds = dossier.Epochs.Any(epoch => epoch.ValidationLoss is not null) ? dossier.Outcome.Validation > Knowledge
            : dossier.Outcome.Skill > 0.5;
        if (holds)
            return null;
        Evidence[] evidence = score is { } shown
            ? [new Evidence("dependence on the inputs, deviations above chance", shown, limit, "above 5")] : [];
        (string tested, string unseen) = data?.SequenceScore is null
            ? ("samples close to each other share their targets no more than any others, and no single feature or pair of features goes "
                + "with them", "a dependence on three features and more would not be seen so")
            : ("sequences that are alike share their targets no more than any others, and neither a single place nor the mean over places "
                + "of a feature or of a product of two goes with them", "a dependence on the order of places would not be seen so");
        if (data?.Samples < Few)
            unseen += $", nor a weak one, as there are {data.Samples:n0} samples";
        string message = byHeart ? $"{(unlike ? tested + "; " : "")}what is learnt holds for the training part alone"
            : $"{tested}; {unseen}";
        return Found(dossier, failed ? Severity.Error : Severity.Warning, message, null, evidence) with
        {
            Strength = failed ? Strength.Measured : Strength.Suspected,
        };
    }

    private static bool LearnsByHeart(Dossier dossier, Limits limits)
    {
        if (dossier.Learning is not { Trivial: { } trivial, Explained: { } explained } || explained < limits.Of(s_memory)
            || dossier.Epochs.Count < 5)
            return false;
        return dossier.Epochs.All(epoch => epoch.ValidationLoss is { } loss && loss > 0.98 * trivial)
            && dossier.Epochs.All(epoch => epoch.ValidationAccuracy is not { } accuracy || dossier.Data?.MajorityShare is not { } share
                || accuracy < share + 0.05);
    }
}
