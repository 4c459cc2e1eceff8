using System.Text.Json.Serialization;

namespace Weir.Bench;

/// <summary>A peer on one workload, in milliseconds, with the fastest of its settings.</summary>
internal sealed record PeerTimes
{
    [JsonPropertyName("peer")]
    public required string Peer { get; init; }

    [JsonPropertyName("ms")]
    public required double Milliseconds { get; init; }

    /// <summary>The fastest and the slowest of the processes.</summary>
    [JsonPropertyName("ms_range")]
    public required IReadOnlyList<double> Range { get; init; }

    [JsonPropertyName("peak_mb")]
    public long Megabytes { get; init; }

    [JsonPropertyName("setting")]
    public required string Setting { get; init; }
}
