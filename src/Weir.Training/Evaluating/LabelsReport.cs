namespace Weir.Training;

/// <summary>How well labels are told that hold or do not, each by itself.</summary>
public sealed record LabelsReport
{
    /// <summary>The share of all labels of all samples that are right.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The share of samples whose labels are all right.</summary>
    public required double Exact { get; init; }

    /// <summary>The mean of the labels' F1, those that occur.</summary>
    public double? F1 { get; init; }

    /// <summary>Each label.</summary>
    public required IReadOnlyList<LabelReport> Each { get; init; }
}

/// <summary>How well one label is told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">Samples that have it.</param>
/// <param name="Accuracy">The share of samples of which it is right that they have it, or have it not.</param>
/// <param name="Precision">The share of those predicted to have it that do; null where none is predicted.</param>
/// <param name="Recall">The share of its samples that were predicted so; null where it has none.</param>
/// <param name="F1">The harmonic mean of both: 0 where none is right; null where it has no sample.</param>
public sealed record LabelReport(string Name, long Samples, double Accuracy, double? Precision, double? Recall, double? F1);
