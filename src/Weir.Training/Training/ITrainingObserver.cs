using Weir.Flow;

namespace Weir.Training;

/// <summary>
/// Is told of a training run as it goes. All calls come on the thread of <see cref="Trainer.Run"/>. A resumed run whose directory cannot be
/// brought back to its checkpoint does not start: its result alone says so. A <see cref="RunException"/> of an observer, as where it cannot
/// write beside the run, ends the run in its words; the run can be resumed.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Training starts.</summary>
    /// <param name="info">What will be trained.</param>
    void OnStart(RunInfo info);

    /// <summary>A layer was pre-trained, before the first step. Default: nothing is done.</summary>
    /// <param name="layer">How it went.</param>
    void OnPretrained(PretrainedLayer layer)
    {
    }

    /// <summary>Some steps were made. Called about 20 times a second at most, and at the end.</summary>
    /// <param name="progress">Where the run is.</param>
    void OnProgress(StepProgress progress);

    /// <summary>The flow was measured.</summary>
    /// <param name="sample">What was seen.</param>
    void OnSample(FlowSample sample);

    /// <summary>An epoch has ended, or the last step was made in the middle of one.</summary>
    /// <param name="metrics">How well it went.</param>
    void OnEpoch(EpochMetrics metrics);

    /// <summary>Training has ended; the run directory is yet to say so.</summary>
    /// <param name="result">How.</param>
    void OnEnd(TrainingResult result);
}
