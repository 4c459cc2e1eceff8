using Weir.Data;
using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>Finds nothing: for trying the cases themselves.</summary>
internal sealed class NoDiagnoser : IDiagnoser, IWatch, ITrainingObserver
{
    /// <inheritdoc/>
    public ITrainingObserver Observer => this;

    /// <inheritdoc/>
    public IReadOnlyList<FindingRecord> Findings => [];

    /// <inheritdoc/>
    public IReadOnlyList<FindingRecord> Check(Recipe recipe, DataSplit data) => [];

    /// <inheritdoc/>
    public IWatch Watch(Trainer trainer, DataSplit data) => this;

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

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
