using System.Diagnostics;
using System.Globalization;
using Weir.Flow;

namespace Weir.Bench;

/// <summary>One workload in Weir and in its peers, in turn.</summary>
/// <param name="peers">The peers.</param>
/// <param name="quick">Shorter turns and fewer.</param>
internal sealed class PeerComparison(IReadOnlyList<Peer> peers, bool quick)
{
    /// <summary>Steps of a run whose measuring is timed as a whole, where they take less than so many seconds.</summary>
    private const int RunSteps = 2000;

    private static readonly int[] InferenceBatches = [1, 32];

    /// <summary>
    /// Processes that each side has, one after the other: where the memory of one lies, by chance, makes its steps up to twice as long as
    /// another's. Quick is one, which may be the fast or the slow kind.
    /// </summary>
    private readonly int _processes = quick ? 1 : 5;

    private readonly int _rounds = quick ? 5 : 4;

    private readonly double _turn = quick ? 0.2 : 0.3;

    /// <summary>A workload's figures.</summary>
    /// <param name="workload">Which.</param>
    /// <param name="peak">The machine's measured peak in floating-point operations per second.</param>
    public PeerResult Of(Workload workload, double peak)
    {
        foreach (Peer peer in peers)
            peer.Use(workload);
        string[] settings = [.. peers.Select(peer => peer.Best("train", quick ? 0.1 : 0.3).Name)];
        List<double> ours = [], distances = [];
        List<double>[] theirs = [.. peers.Select(_ => new List<double>())];
        long weirMegabytes = 0;
        long[] megabytes = new long[peers.Count];
        for (int i = 1; ; i++)
        {
            using PeerProcess weir = PeerProcess.Start("Weir", Environment.ProcessPath!, Repository.Command($"serve {workload.Name}"));
            weir.Read();
            PeerProcess[] best = [.. peers.Select((peer, number) => peer.Alone(settings[number], workload))];
            try
            {
                // Long enough for the JIT to bring everything to its last tier.
                weir.Median("train", 1.5);
                foreach (PeerProcess peer in best)
                    peer.Median("train", _turn);
                distances.Add(CoreDistance.Nanoseconds());
                double[] medians = Alternate([weir, .. best], "train", _turn);
                ours.Add(medians[0]);
                // Asked before anything else takes memory.
                weirMegabytes = Math.Max(weirMegabytes, weir.PeakMegabytes());
                for (int number = 0; number < best.Length; number++)
                {
                    theirs[number].Add(medians[number + 1]);
                    megabytes[number] = Math.Max(megabytes[number], best[number].PeakMegabytes());
                }
            }
            finally
            {
                foreach (PeerProcess peer in best)
                    peer.Dispose();
            }

            if (i < _processes)
                continue;
            return Complete(workload, peak, weir, ours) with
            {
                Peers = [.. peers.Select((peer, number) => new PeerTimes
                {
                    Peer = peer.Name,
                    Milliseconds = Math.Round(Median.Of(theirs[number]), 5),
                    Range = [Math.Round(theirs[number].Min(), 5), Math.Round(theirs[number].Max(), 5)],
                    Megabytes = megabytes[number],
                    Setting = settings[number],
                })],
                WeirMegabytes = weirMegabytes,
                CoreDistance = [Math.Round(distances.Min()), Math.Round(distances.Max())],
            };
        }
    }

    private PeerResult Complete(Workload workload, double peak, PeerProcess weir, List<double> ours)
    {
        double our = Median.Of(ours), seconds = our * 1e-3;
        double every = Overhead(weir, "every", Math.Clamp((int)(0.2 / seconds), 1, 500), quick ? 1 : 4);
        // Where a run takes too long, the cost of sampled steps times their share of a run.
        double overhead = seconds * RunSteps > (quick ? 0.5 : 4) ? every * SamplingPlan.ShareOf(new FlowOptions(), RunSteps)
            : Overhead(weir, "default", RunSteps, quick ? 1.5 : 8);
        return new PeerResult
        {
            Workload = workload.Name,
            WeirMilliseconds = Math.Round(our, 5),
            WeirRange = [Math.Round(ours.Min(), 5), Math.Round(ours.Max(), 5)],
            Peers = [],
            Overhead = Math.Round(overhead, 4),
            EveryStepOverhead = Math.Round(every, 4),
            PeakShare = Math.Round(2.0 * workload.MultiplyAdds() / seconds / peak, 3),
            Inference = [.. InferenceBatches.Select(batch => Infer(weir, batch))],
        };
    }

    private InferenceResult Infer(PeerProcess weir, int batch)
    {
        string command = $"infer {batch}";
        PeerProcess[] best = [.. peers.Select(peer => peer.Best(command, quick ? 0.05 : 0.2))];
        weir.Median(command, quick ? 0.4 : 1);
        double[] medians = Alternate([weir, .. best], command, _turn / 2);
        int strongest = Enumerable.Range(0, best.Length).MinBy(number => medians[number + 1]);
        double ours = medians[0], theirs = medians[strongest + 1];
        return new InferenceResult(batch, Math.Round(ours, 5), peers[strongest].Name, Math.Round(theirs, 5), Math.Round(theirs / ours, 3),
            best[strongest].Name);
    }

    /// <summary>The median of each over turns that they take one after the other; fewer turns where they take long.</summary>
    private double[] Alternate(PeerProcess[] sides, string command, double seconds)
    {
        List<double>[] times = [.. sides.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < sides.Length; i++)
                times[i].Add(sides[i].Median(command, seconds));
        }
        while (times[0].Count < 2
            || (times[0].Count < _rounds && Stopwatch.GetElapsedTime(start).TotalSeconds < 1.5 * sides.Length * _rounds * seconds));

        return [.. times.Select(Median.Of)];
    }

    private static double Overhead(PeerProcess weir, string mode, int steps, double seconds) =>
        weir.Ask(string.Create(CultureInfo.InvariantCulture, $"overhead {mode} {steps} {seconds}")).GetProperty("overhead").GetDouble();
}
