using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Live;

/// <summary>
/// What is known of a run while it goes on. The thread that trains only stores into it; who draws takes a picture of it, at a
/// pace of its own.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isStopping">Tells whether the run was asked to stop; never unless told.</param>
internal sealed class LiveState(TimeProvider time, Func<bool>? isStopping = null) : ITrainingObserver
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly History _losses = new();
    private RunInfo? _info;
    private StepProgress _progress;
    private EpochMetrics? _epoch;
    private FlowSample? _sample;
    private LogScale _scale;
    private TrainingResult? _result;
    private IReadOnlyList<Finding> _findings = [];
    private PretrainedLayer? _pretrained;

    /// <summary>Time since this was made.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Where the run's live page is; null where none is served.</summary>
    public string? Page { get; set; }

    /// <summary>Told once when the first step is done, on the thread that trains.</summary>
    public Action? FirstStep { get; set; }

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        lock (_gate)
            _info = info;
    }

    /// <inheritdoc/>
    public void OnPretrained(PretrainedLayer layer)
    {
        lock (_gate)
            _pretrained = layer;
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
        Action? first;
        lock (_gate)
        {
            _progress = progress;
            _losses.Add(progress.Loss);
            (first, FirstStep) = (FirstStep, null);
        }

        first?.Invoke();
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        Action? first;
        lock (_gate)
        {
            _sample = sample;
            if (_info?.Flow is { } layers)
                _scale = _scale.Widened(FlowRow.Of(layers, sample).Select(row => row.Delta));
            (first, FirstStep) = (FirstStep, null);
        }

        first?.Invoke();
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        lock (_gate)
            _epoch = metrics;
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        lock (_gate)
            _result = result;
    }

    /// <summary>Stores what was found so far, ranked.</summary>
    public void Set(IReadOnlyList<Finding> findings)
    {
        lock (_gate)
            _findings = findings;
    }

    /// <summary>What is known now; null before the run has started.</summary>
    public RunSnapshot? Take()
    {
        lock (_gate)
        {
            if (_info is null)
                return null;
            return new RunSnapshot(RunHeader.Of(_info), _info.TotalSteps, _info.Epochs, _progress, [.. _losses.Points], _epoch, _info.Flow,
                _sample, _scale, _result)
            {
                IsPretraining = _info is { Recipe.Pretrain: not null, ResumedAt: 0 } && _progress.Step == 0 && _result is null
                    && !(_pretrained is { } last && last.Number == last.Count),
                Pretrained = _pretrained,
                Batch = _info.Batch * _info.Recipe.Accumulate,
                Elapsed = _result?.Elapsed ?? Elapsed,
                IsStopping = _result is null && isStopping is not null && isStopping(),
                Findings = _findings,
                Page = Page,
            };
        }
    }
}
