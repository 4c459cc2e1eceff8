using Weir.Flow;

namespace Weir.Training;

/// <summary>
/// Hands the progress of a run on to what .NET programs show progress by. A <see cref="Progress{T}"/> that is made on the thread of a
/// window reports there, whatever thread trains.
/// </summary>
/// <param name="target">Is told about 20 times a second at most, and at the end.</param>
public sealed class ProgressObserver(IProgress<StepProgress> target) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress) => target.Report(progress);

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
    }
}
