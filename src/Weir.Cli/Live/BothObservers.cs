using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Live;

/// <summary>Tells two of the same run.</summary>
internal sealed class BothObservers(ITrainingObserver first, ITrainingObserver second) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        first.OnStart(info);
        second.OnStart(info);
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer)
    {
        first.OnPretrained(layer);
        second.OnPretrained(layer);
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
        first.OnProgress(progress);
        second.OnProgress(progress);
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        first.OnSample(sample);
        second.OnSample(sample);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        first.OnEpoch(metrics);
        second.OnEpoch(metrics);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        first.OnEnd(result);
        second.OnEnd(result);
    }
}
