namespace Weir.Training;

/// <summary>How well an epoch went; a line of <c>metrics.jsonl</c>.</summary>
public sealed record EpochMetrics
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps made since the start of training.</summary>
    public required long Step { get; init; }

    /// <summary>
    /// The mean loss of the epoch's samples, each seen when its step was made; NaN where all its steps were made without a batch.
    /// </summary>
    public required double TrainingLoss { get; init; }

    /// <summary>Share of the epoch's samples that were classified rightly when their step was made; null for values.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>Mean loss of the validation part after the epoch; null without one.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Share of the validation part that is classified rightly; null for values or without one.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>1 − squared error / variance of the validation part's targets; null for classes or without one.</summary>
    public double? ValidationR2 { get; init; }

    /// <summary>
    /// The mean over classes of intersection over union, of the validation part where each pixel has a class; null for others or without
    /// one.
    /// </summary>
    public double? ValidationIou { get; init; }

    /// <summary>Seconds that the epoch took, with its evaluation. The only number here that differs when a run is repeated.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// Whether this is better than another, by intersection over union, accuracy, R² or loss of the validation part, else by the training
    /// loss. What has a loss that is not finite is better than nothing else.
    /// </summary>
    /// <param name="other">The other, or null for nothing.</param>
    public bool IsBetterThan(EpochMetrics? other)
    {
        if (!IsFinite)
            return false;
        if (other is not { IsFinite: true })
            return true;
        if (ValidationIou is { } overlap && other.ValidationIou is { } otherOverlap)
            return overlap > otherOverlap;
        if (ValidationAccuracy is { } accuracy && other.ValidationAccuracy is { } otherAccuracy)
            return accuracy > otherAccuracy;
        if (ValidationR2 is { } fit && other.ValidationR2 is { } otherFit)
            return fit > otherFit;
        if (ValidationLoss is { } loss && other.ValidationLoss is { } otherLoss)
            return loss < otherLoss;
        return TrainingLoss < other.TrainingLoss;
    }

    // The losses of an epoch that was skipped, or of a network that has exploded.
    private bool IsFinite => double.IsFinite(TrainingLoss) && double.IsFinite(ValidationLoss ?? 0);
}
