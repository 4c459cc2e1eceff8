namespace Weir.Training;

/// <summary>How well classes are told apart.</summary>
public sealed record ClassificationReport
{
    /// <summary>The share of samples (or positions, or pixels) whose most probable class is the right one.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The share of the most frequent class: what a constant answer reaches.</summary>
    public required double Majority { get; init; }

    /// <summary>How many of the most probable classes <see cref="TopAccuracy"/> looks at; null where there are no more classes.</summary>
    public int? Top { get; init; }

    /// <summary>The share of samples whose class is among the <see cref="Top"/> most probable; null without more classes.</summary>
    public double? TopAccuracy { get; init; }

    /// <summary>The mean of the classes' precision, those that were predicted.</summary>
    public double? Precision { get; init; }

    /// <summary>The mean of the classes' recall, those that occur.</summary>
    public double? Recall { get; init; }

    /// <summary>The mean of the classes' F1, those that occur.</summary>
    public double? F1 { get; init; }

    /// <summary>
    /// The area under the curve of true against false positives: of two classes that of the second, of more the mean of each against the
    /// rest. Null where a set holds one class, or too many samples to sort.
    /// </summary>
    public double? Auc { get; init; }

    /// <summary>
    /// The Brier score: the mean of (p − y)² of the second of two classes, of more the sum over classes. Null without probabilities.
    /// </summary>
    public double? Brier { get; init; }

    /// <summary>
    /// The expected calibration error: the mean distance of confidence and accuracy over 15 bins of equal width, weighted by their samples
    /// (Guo et al., 2017). Null without probabilities.
    /// </summary>
    public double? CalibrationError { get; init; }

    /// <summary>The bins that hold samples; null without probabilities.</summary>
    public IReadOnlyList<CalibrationBin>? Calibration { get; init; }

    /// <summary>
    /// The mean of the classes' intersection over union, those that occur or were predicted; null where pixels have no classes of their
    /// own.
    /// </summary>
    public double? MeanIou { get; init; }

    /// <summary>Each class; null where positions of a sequence have classes of their own.</summary>
    public IReadOnlyList<ClassReport>? Each { get; init; }

    /// <summary>
    /// How many samples (or pixels) of a class (row) were taken for another (column); null where there are more than 200 classes, or
    /// classes of the positions of a sequence.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<long>>? Confusion { get; init; }
}

/// <summary>How well one class is told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">Samples (or pixels) that are of it.</param>
/// <param name="Precision">The share of those predicted to be of it that are; null where none is predicted.</param>
/// <param name="Recall">The share of its samples that were predicted so; null where it has none.</param>
/// <param name="F1">The harmonic mean of both: 0 where none is right; null where it has no sample.</param>
/// <param name="Auc">The area under its curve against the rest; null where it cannot be taken.</param>
public sealed record ClassReport(string Name, long Samples, double? Precision, double? Recall, double? F1, double? Auc)
{
    /// <summary>
    /// Intersection over union: of the pixels that are of the class, or were predicted so, the share that is both (Jaccard, 1912). Null
    /// where there is no such pixel, and where pixels have no classes of their own.
    /// </summary>
    public double? Iou { get; init; }
}

/// <summary>Samples of about the same confidence.</summary>
/// <param name="Samples">How many.</param>
/// <param name="Confidence">The mean probability of the class that was predicted.</param>
/// <param name="Accuracy">The share of them that is right.</param>
public sealed record CalibrationBin(long Samples, double Confidence, double Accuracy);
