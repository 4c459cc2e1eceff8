using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Tells how far a run is, and passes everything on to the rules that watch it.</summary>
/// <param name="watch">The rules; null where nothing is to be looked for.</param>
/// <param name="share">Is told the share of steps that is made.</param>
internal sealed class RunReporter(RunWatch? watch, Action<double> share) : ITrainingObserver
{
    public void OnStart(RunInfo info) => watch?.OnStart(info);

    public void OnProgress(StepProgress progress) => share((double)progress.Step / Math.Max(1, progress.TotalSteps));

    public void OnSample(FlowSample sample) => watch?.OnSample(sample);

    public void OnEpoch(EpochMetrics metrics) => watch?.OnEpoch(metrics);

    public void OnEnd(TrainingResult result) => watch?.OnEnd(result);
}
