using System.Globalization;
using System.Text;
using Weir.Flow;

namespace Weir.Bench;

/// <summary>docs/benchmarks.md from results.</summary>
internal static class BenchmarkPage
{
    public static string Of(Machine machine, IReadOnlyList<PeerResult> results, IReadOnlyList<ProductResult> products,
        IReadOnlyList<Growth> growth, IReadOnlyList<(string Workload, StepProfile Profile)> profiles)
    {
        StringBuilder page = new();
        page.AppendLine("# Benchmarks");
        page.AppendLine();
        page.AppendLine("Written by `bench/peers`, which takes about twenty minutes and gives the README its figures too; `bench/peers "
            + "--quick` prints the first two tables in two to three and writes nothing. Figures and ratios hold for this machine; run it "
            + "on yours.");
        page.AppendLine();
        page.AppendLine($"Machine: {machine.Describe()}.");
        page.AppendLine();
        if (machine.Warning is { } warning)
        {
            page.AppendLine($"**{warning}**");
            page.AppendLine();
        }

        if (machine.Absent is { } absent)
        {
            page.AppendLine($"**{absent}**");
            page.AppendLine();
        }

        Training(page, results);
        Inference(page, results);
        page.AppendLine("## Small products beside PyTorch");
        page.AppendLine();
        page.AppendLine("The three products of a dense layer by themselves, one or two threads, whichever is faster: the best of many, "
            + "of both. A call of PyTorch is one from Python with the result given.");
        page.AppendLine();
        page.AppendLine(ProductComparison.Page(products));
        page.AppendLine("## How the cost of a step grows");
        page.AppendLine();
        page.AppendLine("Dense layers with rectifiers, plain SGD, the flow not measured. Memory is that of the parameters and of all "
            + "that a step keeps. The exponent is the slope of a straight line through the logarithms: 1 for a cost that");
        page.AppendLine("doubles when the size does, 2 for one that becomes four times as large. Below 1 small sizes do not yet fill the "
            + "machine.");
        page.AppendLine();
        foreach (Growth one in growth)
            page.AppendLine(GrowthPage.Of(one));
        page.AppendLine("## Where a step's time goes");
        page.AppendLine();
        page.AppendLine("From the same profiler as `weir profile RECIPE` ([cli.md](cli.md#where-a-steps-time-goes)): forward; backward "
            + "of the signal (*data*) and of the parameters (*weights*, for dense layers with their move); *update*; and");
        page.AppendLine("*flow*, what measuring adds to a step that is sampled. *Of peak* is the share of the machine's measured "
            + "multiply-adds. Winograd's convolutions do with fewer multiplications than are counted here, so that more than 100 % is "
            + "possible.");
        page.AppendLine();
        foreach ((string workload, StepProfile profile) in profiles)
            page.AppendLine(ProfilePage.Of(workload, profile, machine.Peak));
        return page.ToString().TrimEnd() + "\n";
    }

    /// <summary>Three digits, never in powers of ten.</summary>
    public static string Short(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : value >= 1 ? "F2" : value >= 0.1 ? "F3" : "F4",
            CultureInfo.InvariantCulture);

    /// <summary>From the least to the most.</summary>
    public static string Range(IReadOnlyList<double> range) => $"{Short(range[0])}–{Short(range[1])}";

    private static void Training(StringBuilder page, IReadOnlyList<PeerResult> results)
    {
        page.AppendLine("## A training step beside PyTorch");
        page.AppendLine();
        page.AppendLine("Forward, backward, plain SGD, reading the loss. All in turn in one run: the median of five processes of each, "
            + "which are made anew, with the fastest and the slowest in brackets,");
        page.AppendLine("since chance in where a process's memory lies can double its time. The peers are PyTorch as Debian packs it, from "
            + "Python, and today's libtorch through TorchSharp, each with the fastest of its settings:");
        page.AppendLine("one or two threads, PyTorch's OpenBLAS as it comes or with `OPENBLAS_CORETYPE=SKYLAKEX`. *Strongest* is the "
            + "faster of them, which the ratio is to; the columns at the end have each. *Peak* is the share of the machine's");
        page.AppendLine("measured multiply-adds. *Flow* is what measuring the flow of signal and gradient adds to a run, sampled as by "
            + "default (2,000 steps), and *every step* what it adds when each step is measured. Memory is the largest of the process.");
        page.AppendLine();
        page.AppendLine("*Cores* is after how many nanoseconds one core sees what another wrote: a virtual machine's host may move its "
            + "processors apart in the middle of a run, which costs short steps on two threads");
        page.AppendLine("up to twice their time, in any program.");
        page.AppendLine();
        IReadOnlyList<PeerTimes> peers = results[0].Peers;
        page.AppendLine("| workload | Weir ms | strongest ms | ratio | peak | flow | every step | Weir MB | cores | "
            + $"{string.Join(" | ", peers.Select(peer => $"{peer.Peer} ms | its MB | its fastest setting"))} |");
        page.AppendLine($"|---|--:|--:|--:|--:|--:|--:|--:|--:|{string.Concat(peers.Select(_ => "--:|--:|---|"))}");
        foreach (PeerResult one in results)
        {
            page.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| `{one.Workload}` | {Short(one.WeirMilliseconds)} ({Range(one.WeirRange)}) | {Times(one.Strongest)} | "
                    + $"**{one.Ratio:F2}×** | {Percent(one.PeakShare, 0)} | {Percent(one.Overhead, 1)} | "
                    + $"{Percent(one.EveryStepOverhead, 1)} | {one.WeirMegabytes} | {one.CoreDistance[0]:F0}–{one.CoreDistance[1]:F0} | "
                    + $"{string.Join(" | ", one.Peers.Select(peer => $"{Times(peer)} | {peer.Megabytes} | {peer.Setting}"))} |"));
        }

        page.AppendLine();
    }

    private static string Times(PeerTimes peer) => $"{Short(peer.Milliseconds)} ({Range(peer.Range)})";

    private static void Inference(StringBuilder page, IReadOnlyList<PeerResult> results)
    {
        page.AppendLine("## Inference beside PyTorch");
        page.AppendLine();
        page.AppendLine("A forward pass of the same networks in evaluation, with batches of 1 and 32; the peers in `inference_mode`, the "
            + "faster of them with its fastest setting for each.");
        page.AppendLine();
        page.AppendLine("| network | batch | Weir ms | strongest ms | ratio | which, and its setting |");
        page.AppendLine("|---|--:|--:|--:|--:|---|");
        // Workloads that differ in the training batch alone share a network.
        foreach (PeerResult one in results.DistinctBy(one => Network(one.Workload)))
        {
            foreach (InferenceResult pass in one.Inference)
            {
                page.AppendLine(string.Create(
                    CultureInfo.InvariantCulture, $"| `{Network(one.Workload)}` | {pass.Batch} | {Short(pass.WeirMilliseconds)} | "
                        + $"{Short(pass.PeerMilliseconds)} | **{pass.Ratio:F2}×** | {pass.Peer}, {pass.Setting} |"));
            }
        }

        page.AppendLine();
    }

    private static string Network(string workload) => workload[..workload.LastIndexOf('-')];

    public static string Percent(double share, int digits) => (100 * share).ToString($"F{digits}", CultureInfo.InvariantCulture) + " %";
}
