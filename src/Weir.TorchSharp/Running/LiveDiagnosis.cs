using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.TorchSharp;

/// <summary>
/// Judges a run while it goes on, on a thread of the pool. It waits until the data have been seen, so that nobody is alarmed by facts of a
/// first batch, and hears of all samples then.
/// </summary>
/// <param name="options">Severities, thresholds, and who is told.</param>
internal sealed class LiveDiagnosis(FlowWatchOptions options)
{
    /// <summary>Samples after which the facts are taken as they are.</summary>
    private const int MostWaiting = 20;
    private readonly List<Action<Judge>> _waiting = [];
    private readonly Dictionary<string, Severity> _told = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private JudgeQueue? _queue;
    private Verdict? _last;
    private int _samples;

    /// <summary>Whether it still waits for facts.</summary>
    public bool IsWaiting => _queue is null;

    /// <summary>Whether it should wait no longer.</summary>
    public bool IsDue => _samples >= MostWaiting;

    /// <summary>All that is said so far; null before there was anything to judge.</summary>
    public Verdict? Verdict => _last ?? _queue?.Verdict;

    /// <summary>The first exception of the one who is told of findings; null where there was none.</summary>
    public Exception? CallbackFailure { get; private set; }

    /// <summary>Begins to judge.</summary>
    /// <param name="header">What samples are about.</param>
    /// <param name="facts">Works the facts out; called on a thread of the pool.</param>
    public void Begin(TraceHeader header, Func<RunFacts> facts)
    {
        _queue = new JudgeQueue(
            () =>
            {
                RunFacts known = facts();
                return new Judge(header, options.Diagnosis)
                {
                    Setup = known.Setup,
                    Data = known.Data,
                    Network = known.Network,
                    Found = Tell,
                };
            },
            options.Time);
        _queue.Add(judge => judge.Start(), isUrgent: true);
        foreach (Action<Judge> work in _waiting)
            _queue.Add(work);
        _waiting.Clear();
    }

    /// <summary>Hears of a sample.</summary>
    public void Add(TraceHeader header, FlowSample sample)
    {
        _samples++;
        Add(judge => judge.Add(WrittenSample.Of(sample, header)));
    }

    /// <summary>Hears of metrics.</summary>
    public void Add(EpochMetrics metrics) => Add(judge => judge.Add(metrics));

    /// <summary>Returns when all that was heard has been judged.</summary>
    public void Finish() => _queue?.Finish();

    /// <summary>Judges a run that is over by its files, as whoever diagnoses it later does.</summary>
    /// <param name="verdict">Judges the files.</param>
    public Verdict End(Func<Verdict> verdict)
    {
        Verdict last = verdict();
        _last = last;
        foreach (Finding finding in last.Findings)
            Tell(finding);
        return last;
    }

    private void Add(Action<Judge> work)
    {
        if (_queue is null)
            _waiting.Add(work);
        else
            _queue.Add(work);
    }

    private void Tell(Finding finding)
    {
        lock (_gate)
        {
            if (_told.TryGetValue(finding.Diagnostic.Name, out Severity before) && before >= finding.Severity)
                return;
            _told[finding.Diagnostic.Name] = finding.Severity;
        }

        try
        {
            options.Found?.Invoke(finding);
        }
#pragma warning disable CA1031 // Whoever is told may fail; the training and its diagnosis go on, and the failure is kept.
        catch (Exception error)
#pragma warning restore CA1031
        {
            CallbackFailure ??= error;
        }
    }
}
