using Weir.Flow;

namespace Weir.Training;

/// <summary>Tells several observers of the same run, one after the other, in the order in which they are given.</summary>
/// <param name="observers">The observers; null for none, so that one that is there only sometimes needs no case of its own.</param>
public sealed class ObserverList(params IReadOnlyList<ITrainingObserver?> observers) : ITrainingObserver
{
    private readonly ITrainingObserver[] _observers = [.. observers.OfType<ITrainingObserver>()];

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnStart(info);
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnPretrained(layer);
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnProgress(progress);
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnSample(sample);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnEpoch(metrics);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        // The end is told to all, also where one cannot keep it.
        RunException? unkept = null;
        foreach (ITrainingObserver observer in _observers)
        {
            try
            {
                observer.OnEnd(result);
            }
            catch (RunException error)
            {
                unkept ??= error;
            }
        }

        if (unkept is not null)
            throw unkept;
    }
}
