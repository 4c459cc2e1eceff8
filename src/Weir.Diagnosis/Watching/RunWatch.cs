using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Watches a training run and tells of each finding the moment it is sure. Facts are gathered and rules applied beside the training, on a
/// thread of the pool, in the order of the run: what is found does not depend on how the threads happen to go. A run that is kept on disk
/// gets <c>facts.json</c> and <c>findings.json</c>, and ends in words where the disk does not take them; one that is resumed is judged as
/// if it had never stopped.
/// </summary>
public sealed class RunWatch : ITrainingObserver
{
    private readonly JudgeQueue? _queue;
    private readonly WatchFiles? _files;
    private readonly TraceHeader? _header;
    private readonly Action<Finding>? _found, _withdrew;
    private readonly TimeSpan _reading;
    private readonly CancellationToken _cancel;
    // Both are of the thread that judges.
    private bool _replaying;
    private long _step;

    /// <summary>Gathers the facts of a run that has not begun.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="options">Severities and thresholds. Default: what the recipe says.</param>
    /// <param name="found">Is told of each finding, once, and again when it has become graver; on a thread of the pool. Or null.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="withdrew">Is told of each finding that the run has disproved since it was found, in the same way. Or null.</param>
    /// <param name="cancel">
    /// That of the run: once it is asked to stop, facts that are still being gathered are given up, and nothing is found. A run that goes
    /// on gathers them again. Default: they are waited for.
    /// </param>
    /// <exception cref="RecipeException">The recipe names a diagnostic or threshold that does not exist.</exception>
    public RunWatch(Trainer trainer, DiagnosisOptions? options = null, Action<Finding>? found = null, TimeProvider? time = null,
        Action<Finding>? withdrew = null, CancellationToken cancel = default)
    {
        (_found, _withdrew) = (found, withdrew);
        time ??= TimeProvider.System;
        RunInfo info = trainer.Info;
        options ??= DiagnosisOptions.Of(info.Recipe);
        options.Check();
        if (info.Flow is not { } header)
            return;
        _header = header;
        _files = info.Directory is { } directory ? new WatchFiles(trainer.Files, directory, info.Name, header) : null;
        // The weights of a resumed run are not its first ones: what was known at its start holds.
        RunFacts? before = info.ResumedAt > 0 ? _files?.ReadFacts() : null;
        long start = time.GetTimestamp();
        // The first weights, before the first step moves them; of a run that goes on without its facts they are made once more.
        Module? first = info.ResumedAt == 0 ? trainer.Model : before is null ? trainer.MakeFirstNetwork() : null;
        NetworkFacts network = before?.Network ?? (first is null ? NetworkReader.Read(header) : Read(trainer, first, header));
        _queue = new JudgeQueue(Make, time, cancel);
        _reading = time.GetElapsedTime(start);
        _cancel = cancel;

        Judge Make()
        {
            RunFacts facts = new(
                SetupReader.Read(info.Recipe, info.TrainingSamples, info.Outputs, info.Classification),
                before?.Data ?? DataReader.Read(trainer.Data, trainer.Loss, trainer.LossScale, info.Recipe.Seed,
                    thorough: false, trainer.Targets, cancel),
                network);
            _files?.Write(facts);
            Judge? judge = null;
            return judge = new Judge(header, options)
            {
                Setup = facts.Setup,
                Data = facts.Data,
                Network = facts.Network,
                Found = finding => Tell(judge!, finding, _found),
                Withdrew = finding => Tell(judge!, finding, _withdrew),
            };
        }
    }

    /// <summary>All that is said so far; null where the flow is not measured.</summary>
    public Verdict? Verdict => _queue?.Verdict;

    /// <summary>What was found so far: causes first, each followed by its consequences. Empty where the flow is not measured.</summary>
    public IReadOnlyList<Finding> Findings => _queue?.Findings ?? [];

    /// <summary>The flow so far that was judged, as the run's trace holds it; null where it is not measured.</summary>
    public Trace? Trace => _queue?.Trace;

    /// <summary>
    /// The time that diagnosis has taken so far, most of it on a thread of the pool beside the training: the network was read, facts were
    /// gathered, samples judged and findings written.
    /// </summary>
    public TimeSpan Busy => _reading + (_queue?.Busy ?? TimeSpan.Zero);

    /// <summary>
    /// The first exception that the one who is told of findings has thrown; null where there was none. The run and its diagnosis went on.
    /// </summary>
    public Exception? CallbackFailure { get; private set; }

    /// <inheritdoc/>
    public void OnStart(RunInfo info)
    {
        (IReadOnlyList<FlowSample> samples, IReadOnlyList<EpochMetrics> epochs) = info.ResumedAt > 0 && _files is not null
            ? _files.ReadRun() : ([], []);
        _queue?.Add(
            judge =>
            {
                // What was found before the interruption was told then.
                _replaying = samples.Count > 0;
                judge.Start();
                Diagnosis.Replay(judge, samples, epochs, _cancel);
                _replaying = false;
                _step = info.ResumedAt;
                _files?.Write(_step, judge.Verdict);
            },
            isUrgent: true);
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample) => _queue?.Add(judge =>
    {
        _step = sample.Step;
        judge.Add(WrittenSample.Of(sample, _header!));
    });

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics) => _queue?.Add(judge =>
    {
        _step = metrics.Step;
        judge.Add(metrics);
    });

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result)
    {
        _queue?.Add(judge =>
        {
            _step = result.Steps;
            judge.End(new EndFacts(result.Status == TrainingStatus.NonFinite, result.Steps)
            {
                Restored = result.Restored is not null,
            });
            _files?.Write(_step, judge.Verdict);
        });
        _queue?.Finish();
    }

    private static NetworkFacts Read(Trainer trainer, Module model, TraceHeader header)
    {
        NetworkFacts network = NetworkReader.Read(model, header, thorough: false);
        return network.PlainRecurrence is null
            ? network
            : network with
            {
                PositionDecades = PositionGradient.Decades(model, new Tape(trainer.Backend),
                trainer.Loss, trainer.Data.Training, trainer.Info.Recipe.Seed)
            };
    }

    private void Tell(Judge judge, Finding finding, Action<Finding>? told)
    {
        if (_replaying)
            return;
        _files?.Write(_step, judge.Verdict);
        try
        {
            told?.Invoke(finding);
        }
#pragma warning disable CA1031 // Whoever is told may fail; the training and its diagnosis go on, and the failure is kept.
        catch (Exception error)
#pragma warning restore CA1031
        {
            CallbackFailure ??= error;
        }
    }
}
