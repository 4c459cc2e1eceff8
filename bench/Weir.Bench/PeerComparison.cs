using System.Diagnostics;
using System.Globalization;
using Weir.Flow;

namespace Weir.Bench;

/// <summary>One workload in Weir and in PyTorch, in turn.</summary>
/// <param name="torch">PyTorch's settings.</param>
/// <param name="quick">Shorter turns and fewer.</param>
internal sealed class PeerComparison(PyTorch torch, bool quick)
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
        torch.Use(workload);
        string setting = torch.Best("train", quick ? 0.1 : 0.3).Name;
        List<double> ours = [], theirs = [], distances = [];
        long weirMegabytes = 0, torchMegabytes = 0;
        for (int i = 1; ; i++)
        {
            using PeerProcess weir = PeerProcess.Start("Weir", Environment.ProcessPath!, Repository.Command($"serve {workload.Name}"));
            weir.Read();
            using PeerProcess best = PyTorch.Alone(setting, workload);
            // Long enough for the JIT to bring everything to its last tier.
            weir.Median("train", 1.5);
            best.Median("train", _turn);
            distances.Add(CoreDistance.Nanoseconds());
            (double our, double their) = Alternate(weir, best, "train", _turn);
            ours.Add(our);
            theirs.Add(their);
            // Asked before anything else takes memory.
            weirMegabytes = Math.Max(weirMegabytes, weir.PeakMegabytes());
            torchMegabytes = Math.Max(torchMegabytes, best.PeakMegabytes());
            if (i == _processes)
                return Complete(workload, peak, weir, setting, ours, theirs) with
                {
                    WeirMegabytes = weirMegabytes,
                    PyTorchMegabytes = torchMegabytes,
                    CoreDistance = [Math.Round(distances.Min()), Math.Round(distances.Max())]
                };
        }
    }

    private PeerResult Complete(Workload workload, double peak, PeerProcess weir, string setting, List<double> ours, List<double> theirs)
    {
        double our = Median.Of(ours), their = Median.Of(theirs), seconds = our * 1e-3;
        double every = Overhead(weir, "every", Math.Clamp((int)(0.2 / seconds), 1, 500), quick ? 1 : 4);
        // Where a run takes too long, the cost of sampled steps times their share of a run.
        double overhead = seconds * RunSteps > (quick ? 0.5 : 4) ? every * SamplingPlan.ShareOf(new FlowOptions(), RunSteps)
            : Overhead(weir, "default", RunSteps, quick ? 1.5 : 8);
        return new PeerResult
        {
            Workload = workload.Name,
            WeirMilliseconds = Math.Round(our, 5),
            WeirRange = [Math.Round(ours.Min(), 5), Math.Round(ours.Max(), 5)],
            PyTorchMilliseconds = Math.Round(their, 5),
            PyTorchRange = [Math.Round(theirs.Min(), 5), Math.Round(theirs.Max(), 5)],
            Ratio = Math.Round(their / our, 3),
            Overhead = Math.Round(overhead, 4),
            EveryStepOverhead = Math.Round(every, 4),
            PeakShare = Math.Round(2.0 * workload.MultiplyAdds() / seconds / peak, 3),
            Setting = setting,
            Inference = [.. InferenceBatches.Select(batch => Infer(weir, batch))],
        };
    }

    private InferenceResult Infer(PeerProcess weir, int batch)
    {
        string command = $"infer {batch}";
        PeerProcess best = torch.Best(command, quick ? 0.05 : 0.2);
        weir.Median(command, quick ? 0.4 : 1);
        (double ours, double theirs) = Alternate(weir, best, command, _turn / 2);
        return new InferenceResult(batch, Math.Round(ours, 5), Math.Round(theirs, 5), Math.Round(theirs / ours, 3), best.Name);
    }

    /// <summary>Medians of turns; fewer turns where they take long.</summary>
    private (double Weir, double Peer) Alternate(PeerProcess weir, PeerProcess peer, string command, double seconds)
    {
        List<double> ours = [], theirs = [];
        long start = Stopwatch.GetTimestamp();
        do
        {
            theirs.Add(peer.Median(command, seconds));
            ours.Add(weir.Median(command, seconds));
        }
        while (ours.Count < 2 || (ours.Count < _rounds && Stopwatch.GetElapsedTime(start).TotalSeconds < 3 * _rounds * seconds));

        return (Median.Of(ours), Median.Of(theirs));
    }

    private static double Overhead(PeerProcess weir, string mode, int steps, double seconds) =>
        weir.Ask(string.Create(CultureInfo.InvariantCulture, $"overhead {mode} {steps} {seconds}")).GetProperty("overhead").GetDouble();
}
