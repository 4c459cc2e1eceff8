namespace Weir.Diagnosis;

/// <summary>Targets that do not depend on the inputs: shuffled, shifted by a row, or joined by the wrong key.</summary>
internal sealed class MisalignedLabels : Rule
{
    private static readonly Threshold s_score = new("score", 3, "deviations of a normal distribution by which neighbours, single "
        + "features or pairs of them go with the targets more than with shuffled ones (permutation tests, after Schilling, 1986); chance "
        + "reaches 3 once in 740 times", Origin.Theory);
    private static readonly Threshold s_memory = new("memory", 0.3,
        "share of the trivial loss that must be learnt by heart, with nothing learnt for the validation part, for the verdict from a run");

    public override Diagnostic Diagnostic { get; } = new("WEIR003", "misaligned-labels", "the targets do not depend on the inputs")
    {
        Meaning = "Samples that lie close together have targets as unlike as any two: there is nothing to learn but single samples by "
            + "heart, and none of it holds for others.",
        Remedies = ["look at some samples beside their targets", "check that inputs and targets are read, sorted and shuffled together"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_score, s_memory];

    public override Needs Needs => Needs.Data;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        double limit = limits.Of(s_score);
        bool unlike = dossier.Data?.NeighbourScore is { } score && score < limit;
        bool byHeart = LearnsByHeart(dossier, limits);
        if (!unlike && !(byHeart && dossier.Data?.NeighbourScore is null))
            return null;
        // What is learnt of the training part and holds for the validation part shows that they do depend on the inputs, in a way that the
        // test has no eye for.
        bool holds = dossier.Epochs.Any(epoch => epoch.ValidationLoss is not null) ? dossier.Outcome.Validation > 0.1
            : dossier.Outcome.Skill > 0.5;
        if (holds)
            return null;
        Evidence[] evidence = dossier.Data?.NeighbourScore is { } shown
            ? [new Evidence("dependence on the inputs, deviations above chance", shown, limit, "above 5")] : [];
        bool failed = byHeart || (dossier.Fraction > 0.5 && !dossier.Learning.HasLearnt);
        const string Tested = "samples close to each other share their targets no more than any others, and no single feature or pair of "
            + "features goes with them";
        string message = byHeart ? $"{(unlike ? Tested + "; " : "")}what is learnt holds for the training part alone"
            : $"{Tested}; a dependence on three features and more would not be seen so";
        return Found(dossier, failed ? Severity.Error : Severity.Warning, message, null, evidence) with
        {
            Strength = failed
            ? Strength.Measured : Strength.Suspected
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
