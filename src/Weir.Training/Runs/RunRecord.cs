using System.Reflection;
using System.Runtime.InteropServices;

namespace Weir.Training;

/// <summary>What <c>run.json</c> says of a run.</summary>
public sealed record RunRecord
{
    /// <summary>Weir's version.</summary>
    public required string Version { get; init; }

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>running</c>, <c>finished</c>, <c>interrupted</c>, <c>nonFinite</c> or <c>failed</c>. A killed run still says running; its lock is free.</summary>
    public required string Status { get; init; }

    /// <summary>Why it ended early, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the process that writes it.</summary>
    public required int Process { get; init; }

    /// <summary>System and processor architecture.</summary>
    public required string Machine { get; init; }

    /// <summary>The machine's processors.</summary>
    public required int Processors { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>The backend's name.</summary>
    public required string Backend { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Numbers that training moves.</summary>
    public required long Parameters { get; init; }

    /// <summary>Steps made.</summary>
    public long Steps { get; init; }

    /// <summary>Steps in all.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Steps per second of training, evaluation left out.</summary>
    public double? StepsPerSecond { get; init; }

    /// <summary>The last epoch's metrics.</summary>
    public EpochMetrics? Last { get; init; }

    /// <summary>The best epoch's metrics.</summary>
    public EpochMetrics? Best { get; init; }

    /// <summary>Result on the test part.</summary>
    public EvaluationMetrics? Test { get; init; }

    /// <summary>The record of a run that begins.</summary>
    internal static RunRecord Of(RunInfo info, DateTimeOffset started) => new()
    {
        Version = typeof(Trainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        Name = info.Name,
        Status = "running",
        Process = Environment.ProcessId,
        Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        Processors = Environment.ProcessorCount,
        Threads = info.Threads,
        Backend = info.Backend,
        Started = started,
        Parameters = info.Parameters,
        Steps = info.ResumedAt,
        TotalSteps = info.TotalSteps,
    };

    /// <summary>The record of a run that has ended.</summary>
    /// <param name="result">How; null where an error of the program ended it.</param>
    /// <param name="failure">That error.</param>
    /// <param name="ended">When.</param>
    internal RunRecord After(TrainingResult? result, string failure, DateTimeOffset ended) => this with
    {
        Status = result is null ? "failed" : char.ToLowerInvariant(result.Status.ToString()[0]) + result.Status.ToString()[1..],
        Reason = result is null ? failure : result.Message,
        Ended = ended,
        Steps = result?.Steps ?? 0,
        StepsPerSecond = result?.StepsPerSecond,
        Last = result?.Last,
        Best = result?.Best,
        Test = result?.Test,
    };
}
