namespace Weir.Diagnosis;

/// <summary>Targets that do not depend on the inputs: shuffled, shifted by a row, or joined by the wrong key.</summary>
internal sealed class MisalignedLabels : Rule
{
    private static readonly Threshold s_score = new("score", 3, "deviations by which neighbours share targets more than when shuffled (permutation test on the nearest-neighbour graph, after Schilling, 1986)");
    private static readonly Threshold s_memory = new("memory", 0.3, "share of the trivial loss that must be learnt by heart, with nothing learnt for the validation part, for the verdict from a run");

    public override Diagnostic Diagnostic { get; } = new("WEIR003", "misaligned-labels", "the targets do not depend on the inputs")
    {
        Meaning = "Samples that lie close together have targets as unlike as any two: there is nothing to learn but single samples by heart, and none of it holds for others.",
        Remedies = ["look at some samples beside their targets", "check that inputs and targets are read, sorted and shuffled together"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_score, s_memory];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        double limit = limits.Of(s_score);
        bool unlike = dossier.Data?.NeighbourScore is { } score && score < limit;
        bool byHeart = LearnsByHeart(dossier, limits);
        if (!unlike && !(byHeart && dossier.Data?.NeighbourScore is null))
            return null;
        Evidence[] evidence = dossier.Data?.NeighbourScore is { } shown ? [new Evidence("targets shared by neighbours, deviations above chance", shown, limit, "above 5")] : [];
        bool failed = byHeart || (dossier.Fraction > 0.5 && !dossier.Learning.HasLearnt);
        string message = "samples close to each other share their targets no more than any others" + (byHeart ? ", and what is learnt holds for the training part alone" : "");
        return Found(dossier, failed ? Severity.Error : Severity.Warning, message, null, evidence);
    }

    private static bool LearnsByHeart(Dossier dossier, Limits limits)
    {
        if (dossier.Learning is not { Trivial: { } trivial, Explained: { } explained } || explained < limits.Of(s_memory) || dossier.Epochs.Count < 5)
            return false;
        return dossier.Epochs.All(epoch => epoch.ValidationLoss is { } loss && loss > 0.98 * trivial)
            && dossier.Epochs.All(epoch => epoch.ValidationAccuracy is not { } accuracy || dossier.Data?.MajorityShare is not { } share || accuracy < share + 0.05);
    }
}
