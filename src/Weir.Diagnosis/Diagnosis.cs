using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Names what is wrong in a run from its trace.</summary>
public static class Diagnosis
{
    /// <summary>Replays a trace and returns what is found, ranked: causes first, each followed by its consequences.</summary>
    /// <param name="trace">The trace of a run, finished or not, of this or another program.</param>
    /// <param name="epochs">Its metrics. Default: none.</param>
    /// <param name="facts">What else is known. Default: nothing; rules that need it are silent.</param>
    /// <param name="end">How it ended; null where it is not known, or it runs still.</param>
    /// <param name="options">Severities and thresholds. Default: those of the rules.</param>
    public static IReadOnlyList<Finding> Of(Trace trace, IReadOnlyList<EpochMetrics>? epochs = null, RunFacts? facts = null,
        EndFacts? end = null, DiagnosisOptions? options = null) =>
        VerdictOf(trace, epochs, facts, end, options).Findings;

    /// <summary>The same with what was withdrawn, what could not be judged, and what the run has come to.</summary>
    /// <param name="trace">The trace of a run, finished or not, of this or another program.</param>
    /// <param name="epochs">Its metrics. Default: none.</param>
    /// <param name="facts">What else is known. Default: nothing; rules that need it are silent.</param>
    /// <param name="end">How it ended; null where it is not known, or it runs still.</param>
    /// <param name="options">Severities and thresholds. Default: those of the rules.</param>
    public static Verdict VerdictOf(Trace trace, IReadOnlyList<EpochMetrics>? epochs = null, RunFacts? facts = null, EndFacts? end = null,
        DiagnosisOptions? options = null)
    {
        options ??= new DiagnosisOptions();
        options.Check();
        Judge judge = new(trace.Header, options) { Setup = facts?.Setup, Data = facts?.Data, Network = facts?.Network };
        judge.Start();
        Replay(judge, trace.Samples, epochs ?? []);
        if (end is not null)
            judge.End(end);
        return judge.Verdict;
    }

    /// <summary>Tells a judge of a run in the order in which it happened.</summary>
    internal static void Replay(Judge judge, IReadOnlyList<FlowSample> samples, IReadOnlyList<EpochMetrics> epochs,
        CancellationToken cancel = default)
    {
        int next = 0;
        foreach (FlowSample sample in samples)
        {
            cancel.ThrowIfCancellationRequested();
            for (; next < epochs.Count && epochs[next].Step < sample.Step; next++)
                judge.Add(epochs[next]);
            judge.Add(sample);
        }

        for (; next < epochs.Count; next++)
            judge.Add(epochs[next]);
    }
}
