using System.Runtime.InteropServices;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.TorchSharp;

/// <summary>The folder of a run: <c>run.json flow.jsonl metrics.jsonl facts.json findings.json</c>, as Weir writes them.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly RunDirectory _directory;
    private readonly TimeProvider _time;
    private RunRecord _record;
    private TraceWriter? _writer;
    private long _clock;
    private int _epoch;

    /// <summary>Makes the folder and begins the run.</summary>
    /// <param name="options">Where, and how long the run will be.</param>
    /// <param name="parameters">Numbers that training moves.</param>
    public RunFolder(FlowWatchOptions options, long parameters)
    {
        string wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));
        _directory = RunDirectory.Create(Path.GetDirectoryName(wanted) ?? wanted, Path.GetFileName(wanted), exact: false);
        _time = options.Time;
        _clock = _time.GetTimestamp();
        _record = new RunRecord
        {
            Version = $"Weir.TorchSharp, {SetupGatherer.Framework}",
            Name = _directory.Name,
            Status = "running",
            Process = Environment.ProcessId,
            Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Processors = Environment.ProcessorCount,
            Threads = 1,
            Backend = SetupGatherer.Framework,
            Started = _time.GetUtcNow(),
            Parameters = parameters,
            TotalSteps = options.TotalSteps ?? 0,
        };
        _directory.Write(_record);
    }

    /// <summary>The folder.</summary>
    public string Root => _directory.Root;

    /// <summary>The run's name.</summary>
    public string Name => _directory.Name;

    /// <summary>Appends a sample, and before the first what it is about.</summary>
    public void Write(TraceHeader header, FlowSample sample) => _directory.WriteFlow(stream =>
    {
        if (_writer is null)
        {
            _writer = new TraceWriter(stream);
            _writer.Write(header);
        }

        _writer.Write(sample);
    });

    /// <summary>Appends a line of metrics for all steps since the last one.</summary>
    /// <param name="make">Makes it of the number of the epoch and the seconds that it took.</param>
    public EpochMetrics Append(Func<int, double, EpochMetrics> make)
    {
        EpochMetrics metrics = make(++_epoch, _time.GetElapsedTime(_clock).TotalSeconds);
        _clock = _time.GetTimestamp();
        _directory.Append(metrics);
        _record = _record with { Last = metrics, Best = metrics.IsBetterThan(_record.Best) ? metrics : _record.Best };
        return metrics;
    }

    /// <summary>Writes what is known besides the trace.</summary>
    public void Write(RunFacts facts) => FactsFile.Write(Path.Combine(Root, FactsFile.Name), facts);

    /// <summary>Writes what is found.</summary>
    public void Write(TraceHeader header, long step, Verdict verdict) => FindingsFile.Write(Path.Combine(Root, FindingsFile.Name),
        new FindingsSubject(Name, RunDirectory.FlowName, step, header), verdict);

    /// <summary>Says how the run ended.</summary>
    /// <param name="status">As in <c>finished</c>.</param>
    /// <param name="reason">Why it ended early, or null.</param>
    /// <param name="steps">Steps made.</param>
    public void End(string status, string? reason, long steps)
    {
        _record = _record with
        {
            Status = status,
            Reason = reason,
            Ended = _time.GetUtcNow(),
            Steps = steps,
            TotalSteps = _record.TotalSteps == 0 ? steps : _record.TotalSteps,
        };
        _directory.Write(_record);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _directory.Dispose();
    }
}
