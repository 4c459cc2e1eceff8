namespace Weir.Training;

/// <summary>How a run ended.</summary>
public enum TrainingStatus
{
    /// <summary>All steps were made, or a rule of the recipe ended it: early stopping, or its time was up.</summary>
    Finished,

    /// <summary>It was stopped; it can be resumed to the same bits.</summary>
    Interrupted,

    /// <summary>The loss, of a step or of the validation or test part at the end, or a weight was no longer a finite number.</summary>
    NonFinite,

    /// <summary>The run directory could no longer be written, as with a full disk; what was written before is kept.</summary>
    Failed,
}

/// <summary>The result of a run.</summary>
public sealed record TrainingResult
{
    /// <summary>How it ended.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>The last epoch's metrics; null when none was completed.</summary>
    public EpochMetrics? Last { get; init; }

    /// <summary>Those of the best epoch.</summary>
    public EpochMetrics? Best { get; init; }

    /// <summary>
    /// Those of the epoch whose weights early stopping has given back to the network; null where it has the last epoch's.
    /// </summary>
    public EpochMetrics? Restored { get; init; }

    /// <summary>The step whose loss or update was not finite; null where all were.</summary>
    public long? FailedStep { get; init; }

    /// <summary>Steps made since the start of training.</summary>
    public required long Steps { get; init; }

    /// <summary>Time that the run took (since it was resumed, if it was).</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Steps per second of training, evaluation left out.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Why it ended before all steps were made, or null.</summary>
    public string? Message { get; init; }

    /// <summary>How well the network does on the test part; null without one, or when the run did not finish.</summary>
    public EvaluationMetrics? Test { get; init; }
}
