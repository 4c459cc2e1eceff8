using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// Takes the times of a run that is begun: of its beginning, of steps with and without a sample of the flow, and of what comes with the end
/// of an epoch. From these the whole of the run is reckoned. It must be told of every step.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="begun">Is called when the run has been put together; null for nothing.</param>
internal sealed class RunClock(TimeProvider time, Action? begun = null) : ITrainingObserver
{
    // A step is a pass forward, one backward of twice the work, and the update: of an evaluation only the first is known to come.
    private const double Forward = 1.0 / 3;
    private const int Enough = 4;

    private readonly long _made = time.GetTimestamp();
    private readonly List<double> _plain = [], _sampled = [], _evaluations = [];
    private readonly List<(double Seconds, bool IsSampled)> _behindEpochs = [];
    private RunInfo? _info;
    private long _last, _step;
    private double _begin, _end;
    private bool _isSampled, _isBehindEpoch;

    /// <summary>Seconds of a step without a sample; null where too few were made.</summary>
    public double? Step => _plain.Count >= Enough ? Late(_plain) : null;

    /// <summary>Seconds of any step; null where none was made.</summary>
    public double? AnyStep => Step ?? ((List<double>[])[_plain, _sampled]).Where(steps => steps.Count > 0)
        .Select(steps => (double?)Late(steps)).FirstOrDefault();

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        _info = info;
        Begin();
        begun?.Invoke();
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer) => Begin();

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) => _isSampled = true;

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
        // At the end of an epoch the same step is told once more.
        if (progress.Step == _step)
            return;
        double seconds = Lap();
        if (_isBehindEpoch)
            _behindEpochs.Add((seconds, _isSampled));
        else
            (_isSampled ? _sampled : _plain).Add(seconds);
        (_step, _isSampled, _isBehindEpoch) = (progress.Step, false, false);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        _evaluations.Add(Lap());
        _isBehindEpoch = true;
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result) => _end = Lap();

    /// <summary>What the whole of the run takes.</summary>
    /// <param name="steps">Steps of the whole.</param>
    /// <param name="step">Seconds of a step without a sample.</param>
    public TimeSpan Whole(long steps, double step)
    {
        if (_info is not { Recipe: var recipe } info)
            return time.GetElapsedTime(_made);
        double sample = _sampled.Count > 0 ? Math.Max(0, Late(_sampled) - step) : 0;
        double each = step / (recipe.Batch * recipe.Accumulate) * Forward;
        double evaluation = _evaluations.Count > 0 ? _evaluations.Average() : info.ValidationSamples * each;
        // One that was stopped early ends with its only checkpoint.
        double checkpoint = Math.Max(0, _behindEpochs.Count == 0 ? _end
            : _behindEpochs.Average(each => each.Seconds - (each.IsSampled ? sample : 0)) - step);
        double epochs = Math.Ceiling((double)steps / info.StepsPerEpoch);
        double saves = Math.Ceiling(epochs / recipe.Checkpoints.Every) + (steps / (recipe.Checkpoints.EverySteps ?? long.MaxValue));
        return TimeSpan.FromSeconds(_begin + (steps * step) + (Samples(steps, recipe.Flow) * sample) + (epochs * evaluation)
            + (saves * checkpoint) + (info.TestSamples * each));
    }

    // The first steps meet memory that nobody has touched, and code that is not compiled for speed yet.
    private static double Late(List<double> seconds) => seconds.Skip(seconds.Count / 2).Average();

    private static double Samples(long steps, FlowRecipe flow) => flow.On
        ? steps * SamplingPlan.ShareOf(new FlowOptions { Every = flow.Every }, (int)Math.Min(steps, int.MaxValue)) : 0;

    private void Begin()
    {
        _last = time.GetTimestamp();
        _begin = time.GetElapsedTime(_made, _last).TotalSeconds;
    }

    private double Lap()
    {
        long before = _last;
        _last = time.GetTimestamp();
        return time.GetElapsedTime(before, _last).TotalSeconds;
    }
}
