namespace Weir.Diagnosis;

/// <summary>Facts on the data that are worth knowing: copies, constant features, classes that are missing or rule.</summary>
internal sealed class DataQuality : Rule
{
    private static readonly Threshold s_majority = new("majority", 0.9, "share of the largest class: above it accuracy says little");
    private static readonly Threshold s_copies = new("copies", 0.01, "share of samples that are copies of others");

    public override Diagnostic Diagnostic { get; } = new("WEIR004", "data-quality", "the data has peculiarities")
    {
        Faults = [],
        Meaning = "They do not keep a network from training, but what is measured may mean less than it seems: copies in the test part "
            + "flatter it, and a rare class hides in the accuracy.",
        Remedies = ["remove copies before splitting", "weigh or sample rare classes, and look at their own scores",
            "drop features that never change"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_majority, s_copies];

    public override Needs Needs => Needs.Data;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { Samples: > 0 } data)
            return null;
        List<string> facts = [];
        if (data.Overlap > 0)
            facts.Add(data.Overlap == 1 ? "one sample of the other parts is in the training part too"
                : $"{data.Overlap:n0} samples of the other parts are in the training part too");
        if (data.Duplicates > limits.Of(s_copies) * data.Samples)
            facts.Add(data.Duplicates == 1 ? "one training sample is a copy" : $"{data.Duplicates:n0} training samples are copies");
        if (data.MajorityShare is { } share && share > limits.Of(s_majority))
            facts.Add($"{share:p0} of the samples are of one class");
        if (data.EmptyClasses > 0)
            facts.Add(data.EmptyClasses == 1 ? "one class has no training sample" : $"{data.EmptyClasses} classes have no training sample");
        // Images have borders that never change.
        if (data.ConstantFeatures > 0 && data.Features < 100)
            facts.Add(data.ConstantFeatures == 1 ? "one feature is the same in all samples"
                : $"{data.ConstantFeatures:n0} features are the same in all samples");
        // A class that is never seen is never answered; the rest is worth knowing. Of the signs of a text some are always missing.
        bool misses = data is { EmptyClasses: > 0, Features: > 0 };
        return facts.Count == 0 ? null : Found(dossier, misses ? Severity.Warning : Severity.Information, string.Join("; ", facts));
    }
}
