namespace Weir.Studies;

/// <summary>How a study is run, as opposed to what it says.</summary>
public sealed record StudyOptions
{
    /// <summary>The folder that holds runs and studies. Default <c>runs</c>.</summary>
    public string RunsDirectory { get; init; } = "runs";

    /// <summary>The folder that holds data files, before what recipes say. Default null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Runs side by side. Default null: as many as the processors hold of the study's threads.</summary>
    public int? Workers { get; init; }

    /// <summary>How often it is looked whether another process has ended its run. Default 200 ms.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The workers of a study.</summary>
    internal int WorkersOf(Study study) => Math.Max(1, Workers ?? Environment.ProcessorCount / study.Threads);
}
