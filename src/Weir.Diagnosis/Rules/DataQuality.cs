namespace Weir.Diagnosis;

/// <summary>Facts on the data that are worth knowing: copies, constant features, classes that are missing or rule.</summary>
internal sealed class DataQuality : Rule
{
    private const string Copies = "remove copies before splitting", Rare = "weigh or sample rare classes, and look at their own scores",
        Unseen = "split so that each class has training samples, or leave classes without any out",
        Signs = "more text, where those signs are to be answered", Constant = "drop features that never change",
        Far = "look at the rows with values far off: a slip of the pen, another unit, a mark for what is missing",
        Weights = "weights of one over the class's share of the samples (`class-weights: balanced`)";

    private static readonly Threshold s_majority = new("majority", 0.9, "share of the largest class: above it accuracy says little; "
        + "of the loss, where classes are weighed: above it the other classes are hardly learnt");
    private static readonly Threshold s_copies = new("copies", 0.01, "share of samples that are copies of others");

    private static readonly Threshold s_far = new("far", FarValues.Far, "the furthest value of a table's column from its middle, in "
        + "deviations by its quartiles, where a hundredth of the rows at most have such values: it rules losses of squares and what is "
        + "standardized; nearer values are not looked for", Origin.Convention);

    public override Diagnostic Diagnostic { get; } = new("WEIR004", "data-quality", "the data has peculiarities")
    {
        Faults = [],
        Meaning = "What is measured may mean less than it seems: copies in the test part flatter it, and a rare class hides in the "
            + "accuracy. What has no sample, or next to no weight in the loss, is not learnt; and a few values that are far off rule all "
                + "the others.",
        Remedies = [Copies, Rare, Weights, Unseen, Signs, Constant, Far],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_majority, s_copies, s_far];

    public override Needs Needs => Needs.Data;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { Samples: > 0 } data)
            return null;
        List<(string Fact, string Remedy)> facts = [];
        if (data.Overlap > 0)
            facts.Add((data.Overlap == 1 ? "one sample of the other parts is in the training part too"
                : $"{data.Overlap:n0} samples of the other parts are in the training part too", Copies));
        if (data.Duplicates > limits.Of(s_copies) * data.Samples)
            facts.Add((data.Duplicates == 1 ? "one training sample is a copy" : $"{data.Duplicates:n0} training samples are copies",
                Copies));
        if (data.MajorityShare is { } share && share > limits.Of(s_majority))
            facts.Add(($"{share:p0} of the samples are of {data.MajorityClass ?? "one class"}", Rare));
        bool outweighs = data.WeightedShare > limits.Of(s_majority) && !(data.MajorityShare > limits.Of(s_majority));
        if (outweighs)
            facts.Add(($"with the class weights {data.WeightedShare:p1} of the loss is that of {data.WeightedClass ?? "one class"}",
                Weights));
        bool neglects = !outweighs && data.NeglectedClasses > 0;
        if (neglects)
            facts.Add((Say(data.NeglectedClasses, data.NeglectedClass, "class has", "classes have",
                "less than a hundredth of the weight in the loss that its samples would give it"), Weights));
        if (data.EmptyClasses > 0)
            facts.Add((Say(data.EmptyClasses, data.EmptyClass, "class has", "classes have", "no training sample"),
                data.Features > 0 ? Unseen : Signs));
        // Images have borders that never change.
        if (data.ConstantFeatures > 0 && data.Features < 100)
            facts.Add((Say(data.ConstantFeatures, data.ConstantFeature, "feature is", "features are", "the same in all samples"),
                Constant));
        bool isFar = data.FarRows > 0 && data.FarthestValue > limits.Of(s_far);
        if (isFar)
            facts.Add(($"{(data.FarRows == 1 ? "one row has a value" : $"{data.FarRows:n0} rows have values")} far from all others: "
                + data.FarRow, Far));
        // A class that is never seen is never answered; the rest is worth knowing. Of the signs of a text some are always missing.
        bool misses = data is { EmptyClasses: > 0, Features: > 0 };
        bool fails = dossier.End is not null && ((misses && dossier.Outcome.Validation < Limits.LeastExplained)
            || (outweighs && dossier.Outcome.Validation < Limits.Half) || (isFar && dossier.Outcome.Kept < -Limits.FarBelow));
        return facts.Count == 0 ? null
            : Found(dossier, fails ? Severity.Error : misses || outweighs || neglects ? Severity.Warning : Severity.Information,
                string.Join("; ", facts.Select(entry => entry.Fact))) with
            { Remedies = [.. facts.Select(entry => entry.Remedy).Distinct()] };
    }

    /// <summary>As in <c>one class has no training sample ('iris')</c>.</summary>
    private static string Say(int count, string? first, string one, string several, string what) =>
        (count == 1 ? $"one {one} {what}" : $"{count:n0} {several} {what}")
            + (first is null ? "" : count == 1 ? $" ({first})" : $" (the first is {first})");
}
