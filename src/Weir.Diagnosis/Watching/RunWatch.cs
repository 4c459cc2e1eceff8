using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Watches a training run and tells of each finding the moment it is sure. Facts are gathered and rules applied beside the training, on a
/// thread of the pool, in the order of the run: what is found does not depend on how the threads happen to go.
/// </summary>
public sealed class RunWatch : ITrainingObserver
{
    /// <summary>Samples that may wait before the rules are asked again, and how long they may wait: waking a thread costs some microseconds.</summary>
    private const int MostWaiting = 32;
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(50);
    private readonly Lock _waitingGate = new(), _judgeGate = new();
    private readonly TimeProvider _time;
    private readonly Func<Judge>? _make;
    private readonly List<Action<Judge>> _waiting = [];
    private Judge? _judge;
    private bool _isWorking;
    private long _woken;

    /// <summary>Gathers the facts of a run that has not begun.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Severities and thresholds. Default: those of the rules.</param>
    /// <param name="found">Is told of each finding, once, and again when it has become graver; on a thread of the pool. Or null.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public RunWatch(Trainer trainer, DiagnosisOptions? options = null, Action<Finding>? found = null, TimeProvider? time = null)
    {
        options ??= new DiagnosisOptions();
        options.Check();
        _time = time ?? TimeProvider.System;
        RunInfo info = trainer.Info;
        if (info.Flow is not { } header)
            return;
        // The first weights, before the first step moves them.
        NetworkFacts network = NetworkReader.Read(trainer.Model, header, thorough: false);
        _make = () => new Judge(header, options)
        {
            Setup = SetupReader.Read(info.Recipe, info.TrainingSamples, info.Outputs, info.Classification),
            Data = DataReader.Read(trainer.Data, info.Recipe.Loss.Loss(), info.Recipe.Seed, thorough: false),
            Network = network,
            Found = found,
        };
    }

    /// <summary>What was found so far: causes first, each followed by its consequences. Empty where the flow is not measured.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_judgeGate)
                return _judge?.Findings ?? [];
        }
    }

    /// <inheritdoc/>
    public void OnStart(RunInfo info) => Add(judge => judge.Start(), isUrgent: true);

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) => Add(judge => judge.Add(sample), isUrgent: false);

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics) => Add(judge => judge.Add(metrics), isUrgent: false);

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        if (_make is null)
            return;
        lock (_waitingGate)
            _waiting.Add(judge => judge.End(new EndFacts(result.Status == TrainingStatus.NonFinite, result.Steps)));
        // Whatever is left is done here, behind what the other thread is at.
        Work();
    }

    private void Add(Action<Judge> work, bool isUrgent)
    {
        if (_make is null)
            return;
        lock (_waitingGate)
        {
            _waiting.Add(work);
            if (_isWorking || (!isUrgent && _waiting.Count < MostWaiting && _time.GetElapsedTime(_woken) < s_longest))
                return;
            _isWorking = true;
            _woken = _time.GetTimestamp();
        }

        ThreadPool.UnsafeQueueUserWorkItem(watch => watch.Work(), this, preferLocal: false);
    }

    private void Work()
    {
        lock (_judgeGate)
        {
            _judge ??= _make!();
            while (Take() is { Length: > 0 } all)
            {
                foreach (Action<Judge> work in all)
                    work(_judge);
            }
        }
    }

    private Action<Judge>[] Take()
    {
        lock (_waitingGate)
        {
            Action<Judge>[] all = [.. _waiting];
            _waiting.Clear();
            _isWorking = all.Length > 0;
            return all;
        }
    }
}
