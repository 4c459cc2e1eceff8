namespace Weir.Training;

/// <summary>
/// What no run can have written, in the records of a run's files: such a file is damaged, and is not taken without a word.
/// </summary>
internal static class RecordChecks
{
    // Thirty years; what is longer is no time that anybody measured.
    private const double MostSeconds = 1e9;

    // A rate beyond this moves every weight past what a float32 can hold.
    private const double MostRate = 1e30;

    /// <summary>What is wrong with an epoch's metrics, or null.</summary>
    public static string? Wrong(this EpochMetrics metrics) =>
        metrics.Epoch < 0 || metrics.Step < 0 ? $"epoch {metrics.Epoch} and step {metrics.Step} are to be 0 or more"
        : !IsTime(metrics.Seconds) ? $"{metrics.Seconds:g3} seconds are no time that an epoch takes"
        : null;

    /// <summary>What is wrong with a run's record, or null.</summary>
    public static string? Wrong(this RunRecord record) =>
        record.Steps < 0 || record.TotalSteps < 0 || record.Parameters < 0 ? "steps and parameters are to be 0 or more"
        : record.Threads < 1 ? $"{record.Threads} threads compute nothing"
        : record.Last?.Wrong() ?? record.Best?.Wrong();

    /// <summary>What is wrong with a checkpoint's record, or null.</summary>
    public static string? Wrong(this Checkpoint checkpoint) =>
        checkpoint.Step < 0 || checkpoint.Epoch < 0 || checkpoint.BatchIndex < 0 || checkpoint.Samples < 0 || checkpoint.Right < 0
            ? "steps, epochs, batches and samples are to be 0 or more"
        : !(checkpoint.Rate >= 0 && checkpoint.Rate <= MostRate) ? $"the rate is {checkpoint.Rate:g3}; it is to be from 0 to {MostRate:g1}"
        : !IsTime(checkpoint.Seconds) ? $"{checkpoint.Seconds:g3} seconds are no time that an epoch takes"
        : checkpoint.Last?.Wrong() ?? checkpoint.Best?.Wrong();

    private static bool IsTime(double seconds) => seconds >= 0 && seconds <= MostSeconds;
}
