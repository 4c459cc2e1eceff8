namespace Weir.Bench;

/// <summary>The comparison as lines for a terminal.</summary>
/// <param name="peers">The peers, a column each.</param>
/// <param name="quick">Whether there is one process of each, so that nothing spreads.</param>
internal sealed class PeerLines(IReadOnlyList<Peer> peers, bool quick)
{
    public string Head => $"{"workload",-21}{"Weir ms",9}{string.Concat(peers.Select(peer => $"{peer.Name,15}{Spread("(from–to)"),15}"))}"
        + $"{"ratio",7}{"of peak",8}{"MB",6}{string.Concat(peers.Select(_ => $"{"MB",6}"))}{"flow",7}{"every",7}"
        + $"{"batch 1",22}{"batch 32",22}{"cores ns",10}  the peers' best";

    public string Of(PeerResult result)
    {
        string peerTimes = string.Concat(result.Peers.Select(peer =>
            $"{BenchmarkPage.Short(peer.Milliseconds),15}{Spread($"({BenchmarkPage.Range(peer.Range)})"),15}"));
        string inference = string.Concat(result.Inference.Select(one =>
            $"{$"{BenchmarkPage.Short(one.WeirMilliseconds)}/{BenchmarkPage.Short(one.PeerMilliseconds)} {one.Ratio:F2}×",22}"));
        return $"{result.Workload,-21}{BenchmarkPage.Short(result.WeirMilliseconds),9}{peerTimes}{result.Ratio,6:F2}×"
            + $"{result.PeakShare,8:P0}{result.WeirMegabytes,6}{string.Concat(result.Peers.Select(peer => $"{peer.Megabytes,6}"))}"
            + $"{result.Overhead,7:P1}{result.EveryStepOverhead,7:P1}{inference}"
            + $"{$"{result.CoreDistance[0]:F0}–{result.CoreDistance[1]:F0}",10}  "
            + string.Join("; ", result.Peers.Select(peer => peer.Setting));
    }

    private string Spread(string text) => quick ? "" : text;
}
