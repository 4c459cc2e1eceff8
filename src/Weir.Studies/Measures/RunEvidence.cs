using Weir.Data;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What is known of a run that has ended: everything that a measure may look at.</summary>
public sealed record RunEvidence
{
    /// <summary>How it went.</summary>
    public required RunRecord Record { get; init; }

    /// <summary>Its metrics by epoch.</summary>
    public required IReadOnlyList<EpochMetrics> Epochs { get; init; }

    /// <summary>Its flow; null where it was not measured.</summary>
    public Trace? Trace { get; init => (field, Moments) = (value, value is null ? null : new FlowMoments(value)); }

    /// <summary>The same at its moments.</summary>
    internal FlowMoments? Moments { get; private init; }

    /// <summary>What diagnosis found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether rules have watched it: where none has, nothing found says nothing. Default true.</summary>
    public bool IsWatched { get; init; } = true;

    /// <summary>The accuracy of always answering the most frequent class; null for values.</summary>
    public double? Chance { get; init; }

    /// <summary>What steps and seconds to a target are counted to: an accuracy, or a share of the variance.</summary>
    public double Target { get; init; } = 0.9;

    /// <summary>By how much a run that trains beats the trivial predictor.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Seconds that the network takes for a thousand samples without learning; null where it was not timed.</summary>
    public double? TestSeconds { get; init; }

    /// <summary>Reads a run directory.</summary>
    /// <param name="directory">The run directory.</param>
    /// <exception cref="RunException">There is no run that has begun.</exception>
    public static RunEvidence Read(string directory)
    {
        string flow = Path.Combine(directory, "flow.jsonl");
        return new RunEvidence
        {
            Record = RunDirectory.ReadRecord(directory)
                ?? throw new RunException(RunDirectory.Exists(directory)
                    ? $"{directory}: its run.json, which says how it went, is lost; 'weir resume {directory}' comes to it again"
                    : $"{directory}: there is no run.json: the run has not begun"),
            Epochs = RunDirectory.ReadMetrics(directory),
            Trace = File.Exists(flow) ? TraceReader.Read(flow) : null,
        };
    }

    /// <summary>The share of the most frequent class in what accuracy is taken on; null for values.</summary>
    /// <param name="data">The data of the run.</param>
    public static double? ChanceOf(DataSplit data)
    {
        Dataset part = data.Validation is { Count: > 0 } validation ? validation : data.Training;
        if (part.Targets is not ClassTargets { Labels.Length: > 0 } classes)
            return null;
        int[] counts = classes.Counts();
        return (double)counts.Max() / Math.Max(1, counts.Sum());
    }

    /// <summary>How well an epoch went: validation accuracy, or share of the variance, or accuracy of training.</summary>
    internal static double? ScoreOf(EpochMetrics epoch) => epoch.ValidationAccuracy ?? epoch.ValidationR2 ?? epoch.TrainingAccuracy;
}
