using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// What no run can have written, in the records of a run's files: such a file is damaged, and is not taken without a word. What a
/// checkpoint says is held against the run that goes on from it by <see cref="RunPlace"/>.
/// </summary>
internal static class RecordChecks
{
    // Thirty years; what is longer is no time that anybody measured.
    private const double MostSeconds = 1e9;

    // A rate beyond this moves every weight past what a float32 can hold.
    private const double MostRate = 1e30;

    // The weight of a smoothed loss goes towards 1, and is rounded on its way.
    private const double MostWeight = 1 + 1e-9;

    /// <summary>What is wrong with an epoch's metrics, or null.</summary>
    public static string? Wrong(this EpochMetrics metrics) =>
        metrics.Epoch < 0 || metrics.Step < 0 ? $"epoch {metrics.Epoch} and step {metrics.Step} are to be 0 or more"
        : !IsTime(metrics.Seconds) ? $"{metrics.Seconds:g3} seconds are no time that an epoch takes"
        : null;

    /// <summary>What is wrong with a run's record, or null.</summary>
    public static string? Wrong(this RunRecord record) =>
        record.Steps < 0 || record.TotalSteps < 0 || record.Parameters < 0 ? "steps and parameters are to be 0 or more"
        : record.Threads is < 1 or > SimdOptions.MostThreads ? $"{record.Threads} threads; they are 1 to {SimdOptions.MostThreads}"
        : record.FailedStep is { } failed && (failed < 0 || failed > record.Steps + 1)
            ? $"step {failed} is said to have failed, and {record.Steps} were made"
        : !IsMeasure(record.Minutes) || !IsMeasure(record.StepsPerSecond)
            ? "minutes and steps per second are to be numbers from 0"
        : record.Seconds is { } seconds && !IsTime(seconds) ? $"{seconds:g3} seconds are no time that a run takes"
        : !IsPath(record.DataDirectory) || !IsPath(record.RecipeFile) ? "the folder of data or the file of the recipe is no path"
        : record.Given?.Any(string.IsNullOrWhiteSpace) == true ? "something without a name is said to have been given"
        : record.Decisions?.Select(Wrong).FirstOrDefault(wrong => wrong is not null)
            ?? record.Last?.Wrong() ?? record.Best?.Wrong() ?? record.Restored?.Wrong();

    /// <summary>What is wrong with a checkpoint's record, or null.</summary>
    public static string? Wrong(this Checkpoint checkpoint) =>
        checkpoint.Step < 0 || checkpoint.Epoch < 0 || checkpoint.BatchIndex < 0 || checkpoint.Samples < 0 || checkpoint.Right < 0
            ? $"steps, epochs, batches and samples are to be 0 or more (step {checkpoint.Step}, epoch {checkpoint.Epoch}, batch "
                + $"{checkpoint.BatchIndex})"
        : !(checkpoint.Rate >= 0 && checkpoint.Rate <= MostRate) ? $"the rate is {checkpoint.Rate:g3}; it is to be from 0 to {MostRate:g1}"
        : !IsTime(checkpoint.Seconds) ? $"{checkpoint.Seconds:g3} seconds are no time that an epoch takes"
        : !double.IsFinite(checkpoint.LossSum) || !double.IsFinite(checkpoint.SmoothedSum)
            ? $"a loss is not finite (sum {checkpoint.LossSum:g3}, smoothed {checkpoint.SmoothedSum:g3})"
        : !(checkpoint.SmoothedWeight >= 0 && checkpoint.SmoothedWeight <= MostWeight)
            ? $"the smoothed loss has a weight of {checkpoint.SmoothedWeight:g3}; it is to be from 0 to 1"
        : !IsMeasure(checkpoint.MinutesUp) ? $"{checkpoint.MinutesUp} minutes are said to have been up"
        : Wrong(checkpoint, checkpoint.Last) ?? Wrong(checkpoint, checkpoint.Best) ?? Wrong(checkpoint, checkpoint.StoppingBest);

    private static string? Wrong(Checkpoint checkpoint, EpochMetrics? metrics) =>
        metrics is null ? null
        : metrics.Step > checkpoint.Step ? $"an epoch is said to have ended at step {metrics.Step}, behind step {checkpoint.Step}"
        : !IsShare(metrics.TrainingAccuracy) || !IsShare(metrics.ValidationAccuracy) || !IsShare(metrics.ValidationIou)
            || metrics.ValidationR2 > 1 ? $"epoch {metrics.Epoch} is said to have been better than can be"
        : metrics.Wrong();

    // A list may hold nothing where it should hold a decision.
    private static string? Wrong(RunDecision? decision) =>
        decision is null ? "a decision is empty"
        : decision.Step < 1 || !(decision.RateFactor > 0 && double.IsFinite(decision.RateFactor))
            ? $"a decision is of step {decision.Step}, with the rate taken times {decision.RateFactor:g3}"
        : null;

    private static bool IsPath(string? path) => path is null || (path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal));

    private static bool IsMeasure(double? value) => value is null || (value >= 0 && double.IsFinite(value.Value));

    private static bool IsShare(double? value) => value is null or double.NaN or (>= 0 and <= 1);

    private static bool IsTime(double seconds) => seconds >= 0 && seconds <= MostSeconds;
}
