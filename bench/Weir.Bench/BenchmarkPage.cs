using System.Globalization;
using System.Text;

namespace Weir.Bench;

/// <summary>docs/benchmarks.md from results.</summary>
internal static class BenchmarkPage
{
    public static string Of(Machine machine, IReadOnlyList<PeerResult> results)
    {
        StringBuilder page = new();
        page.AppendLine("# Benchmarks");
        page.AppendLine();
        page.AppendLine("Measured, never typed: `bench/peers` writes this page (about ten minutes; `bench/peers --quick` prints the first two tables in two minutes and writes nothing).");
        page.AppendLine("Ratios hold for the machine below; run it on yours.");
        page.AppendLine();
        page.AppendLine($"Machine: {machine.Describe()}.");
        page.AppendLine();
        Training(page, results);
        Inference(page, results);
        return page.ToString();
    }

    /// <summary>Three digits, never in powers of ten.</summary>
    public static string Short(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : value >= 1 ? "F2" : value >= 0.1 ? "F3" : "F4", CultureInfo.InvariantCulture);

    private static void Training(StringBuilder page, IReadOnlyList<PeerResult> results)
    {
        page.AppendLine("## A training step beside PyTorch");
        page.AppendLine();
        page.AppendLine("Forward, backward, plain SGD, reading the loss. Both in turn in one run, medians. PyTorch with the fastest of its settings: one or two threads, OpenBLAS as it comes or with");
        page.AppendLine("`OPENBLAS_CORETYPE=SKYLAKEX`. *Peak* is the share of the machine's measured multiply-adds. *Flow* is what measuring the flow of signal and gradient adds to a run, sampled as by default");
        page.AppendLine("(2,000 steps), and *every step* what it adds when each step is measured. Memory is the largest of the process.");
        page.AppendLine();
        page.AppendLine("| workload | Weir ms | PyTorch ms | ratio | peak | flow | every step | Weir MB | PyTorch MB | PyTorch's fastest setting |");
        page.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        foreach (PeerResult one in results)
        {
            page.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| `{one.Workload}` | {Short(one.WeirMilliseconds)} | {Short(one.PyTorchMilliseconds)} | **{one.Ratio:F2}×** | {Percent(one.PeakShare, 0)} | {Percent(one.Overhead, 1)} | {Percent(one.EveryStepOverhead, 1)} | {one.WeirMegabytes} | {one.PyTorchMegabytes} | {one.Setting} |"));
        }

        page.AppendLine();
    }

    private static void Inference(StringBuilder page, IReadOnlyList<PeerResult> results)
    {
        page.AppendLine("## Inference beside PyTorch");
        page.AppendLine();
        page.AppendLine("A forward pass of the same networks in evaluation, with batches of 1 and 32; PyTorch in `inference_mode` and with its fastest setting for each.");
        page.AppendLine();
        page.AppendLine("| network | batch | Weir ms | PyTorch ms | ratio | PyTorch's fastest setting |");
        page.AppendLine("|---|--:|--:|--:|--:|---|");
        // Workloads that differ in the training batch alone share a network.
        foreach (PeerResult one in results.DistinctBy(one => Network(one.Workload)))
        {
            foreach (InferenceResult pass in one.Inference)
            {
                page.AppendLine(string.Create(
                    CultureInfo.InvariantCulture, $"| `{Network(one.Workload)}` | {pass.Batch} | {Short(pass.WeirMilliseconds)} | {Short(pass.PyTorchMilliseconds)} | **{pass.Ratio:F2}×** | {pass.Setting} |"));
            }
        }

        page.AppendLine();
    }

    private static string Network(string workload) => workload[..workload.LastIndexOf('-')];

    private static string Percent(double share, int digits) => (100 * share).ToString($"F{digits}", CultureInfo.InvariantCulture) + " %";
}
