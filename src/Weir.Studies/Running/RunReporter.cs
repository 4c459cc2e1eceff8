using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Tells how far a run is, and passes everything on to those who watch it.</summary>
/// <param name="watch">The rules; null where nothing is to be looked for.</param>
/// <param name="beside">Who else watches; null for nobody.</param>
/// <param name="share">Is told the share of steps that is made.</param>
internal sealed class RunReporter(RunWatch? watch, ITrainingObserver? beside, Action<double> share) : ITrainingObserver
{
    private readonly ITrainingObserver[] _watching = [.. new[] { beside, watch }.OfType<ITrainingObserver>()];

    private readonly List<EpochMetrics> _epochs = [];

    /// <summary>The epochs so far, since the run was begun or went on.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => _epochs;

    public void OnStart(RunInfo info) => Tell(each => each.OnStart(info));

    public void OnPretrained(PretrainedLayer layer) => Tell(each => each.OnPretrained(layer));

    public void OnProgress(StepProgress progress)
    {
        share((double)progress.Step / Math.Max(1, progress.TotalSteps));
        beside?.OnProgress(progress);
    }

    public void OnSample(FlowSample sample) => Tell(each => each.OnSample(sample));

    public void OnEpoch(EpochMetrics metrics)
    {
        _epochs.Add(metrics);
        Tell(each => each.OnEpoch(metrics));
    }

    public void OnEnd(TrainingResult result) => Tell(each => each.OnEnd(result));

    private void Tell(Action<ITrainingObserver> tell) => Array.ForEach(_watching, tell);
}
