namespace Weir.Training;

/// <summary>How well a network does on a set, in full; what <c>test.json</c> of a run and <c>weir evaluate --json</c> hold.</summary>
public sealed record EvaluationReport
{
    /// <summary>The set, as in <c>csv test</c>.</summary>
    public required string Set { get; init; }

    /// <summary>Samples.</summary>
    public required long Samples { get; init; }

    /// <summary>The mean loss, in the unit of the targets where it has one.</summary>
    public required double Loss { get; init; }

    /// <summary>What is said of classes; null for labels and values.</summary>
    public ClassificationReport? Classes { get; init; }

    /// <summary>What is said of labels; null for classes and values.</summary>
    public LabelsReport? Labels { get; init; }

    /// <summary>What is said of each value of a row; null for classes and labels.</summary>
    public IReadOnlyList<ValueReport>? Values { get; init; }

    /// <summary>
    /// e to the mean cross-entropy of a position: of how many equally probable tokens the network seems to choose. Null where samples are
    /// no sequences that have a class at each position.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>The samples that the network does worst on, the worst first.</summary>
    public required IReadOnlyList<WorstSample> Worst { get; init; }

    /// <summary>The report as JSON, indented; numbers that are not finite are "NaN" and "Infinity".</summary>
    public string ToJson() => JsonText.Indented(this, TrainingJson.Default.EvaluationReport);
}
