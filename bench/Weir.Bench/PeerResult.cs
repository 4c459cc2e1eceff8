using System.Text.Json.Serialization;

namespace Weir.Bench;

/// <summary>Weir and its peers on one workload, in milliseconds: medians over processes, each the median of its turns.</summary>
internal sealed record PeerResult
{
    [JsonPropertyName("workload")]
    public required string Workload { get; init; }

    [JsonPropertyName("weir_ms")]
    public required double WeirMilliseconds { get; init; }

    /// <summary>The fastest and the slowest of the processes.</summary>
    [JsonPropertyName("weir_ms_range")]
    public required IReadOnlyList<double> WeirRange { get; init; }

    [JsonPropertyName("peers")]
    public required IReadOnlyList<PeerTimes> Peers { get; init; }

    /// <summary>The peer that is the fastest here.</summary>
    [JsonIgnore]
    public PeerTimes Strongest => Peers.MinBy(peer => peer.Milliseconds)!;

    /// <summary>How many times faster Weir's training step is than that of the strongest peer.</summary>
    [JsonPropertyName("ratio")]
    public double Ratio => Math.Round(Strongest.Milliseconds / WeirMilliseconds, 3);

    [JsonPropertyName("weir_peak_mb")]
    public long WeirMegabytes { get; init; }

    /// <summary>The share by which measuring the flow makes 2,000 steps longer, sampled as by default.</summary>
    [JsonPropertyName("measuring_overhead")]
    public required double Overhead { get; init; }

    /// <summary>The same where every step is measured.</summary>
    [JsonPropertyName("measuring_every_step_overhead")]
    public required double EveryStepOverhead { get; init; }

    /// <summary>Share of the measured peak of multiply-adds.</summary>
    [JsonPropertyName("fma_share")]
    public required double PeakShare { get; init; }

    /// <summary>
    /// The least and the most nanoseconds after which one core saw what another wrote, measured beside each process. See
    /// <see cref="Weir.Bench.CoreDistance"/>.
    /// </summary>
    [JsonPropertyName("core_distance_ns")]
    public IReadOnlyList<double> CoreDistance { get; init; } = [0, 0];

    [JsonPropertyName("inference")]
    public required IReadOnlyList<InferenceResult> Inference { get; init; }
}

/// <summary>A forward pass of Weir and of the peer that is the fastest at it.</summary>
internal sealed record InferenceResult(
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("weir_ms")] double WeirMilliseconds,
    [property: JsonPropertyName("peer")] string Peer,
    [property: JsonPropertyName("peer_ms")] double PeerMilliseconds,
    [property: JsonPropertyName("ratio")] double Ratio,
    [property: JsonPropertyName("setting")] string Setting);
