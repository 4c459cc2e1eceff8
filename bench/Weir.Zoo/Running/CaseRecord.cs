using System.Text.Json.Serialization;

namespace Weir.Zoo;

/// <summary>What came of one case with one seed: an entry of a results file.</summary>
internal sealed record CaseRecord
{
    /// <summary>The case's name.</summary>
    public required string Case { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>What was found, in rank order.</summary>
    public IReadOnlyList<FindingRecord> Findings { get; init; } = [];

    /// <summary>Seconds of the training with measuring and diagnosis; of the check where nothing is trained.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds of the same training measured but not diagnosed; null where that was not timed.</summary>
    public double? SecondsWithout { get; init; }

    /// <summary>The score on the training set at the end; null where nothing is trained.</summary>
    public double? Train { get; init; }

    /// <summary>The score on the test set at the end; null where nothing is trained.</summary>
    public double? Test { get; init; }

    /// <summary>The steps of the whole budget; null where nothing is trained.</summary>
    public long? Steps { get; init; }

    /// <summary>Whether all losses were finite; null where nothing is trained.</summary>
    public bool? Finite { get; init; }

    /// <summary>Why the case could not be run; null when it could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>What a repair came to; null where none was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepairRecord? Repair { get; init; }

    /// <summary>What was done: check, diagnose or repair.</summary>
    public string What { get; init; } = "diagnose";

    /// <summary>The case file; empty where it is not known.</summary>
    public string Cases { get; init; } = "";
}
