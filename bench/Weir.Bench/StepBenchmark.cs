using System.Diagnostics;
using System.Text.Json;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>
/// Times whole training steps: batch on the tape, forward, backward, update, reading the loss. One JSON line.
/// Options: WORKLOAD --threads N --measure off|default|every --steps N.
/// </summary>
internal sealed class StepBenchmark : IBenchmark
{
    public string Name => "step";

    public string Summary => "one training step of a workload: WORKLOAD [--threads N] [--measure off|default|every] [--steps N]";

    public void Run(string[] options)
    {
        Workload workload = Workload.Named(options[0]);
        int threads = int.Parse(Option(options, "--threads", "2"));
        string measure = Option(options, "--measure", "off");
        int steps = int.Parse(Option(options, "--steps", "2000"));

        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads });
        StepLoop loop = new(workload, backend, measure);
        loop.Run(Math.Max(Math.Min(steps, 50), steps / 10));
        GC.Collect();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        int gen1 = GC.CollectionCount(1);
        double[] times = loop.Run(steps);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        gen1 = GC.CollectionCount(1) - gen1;
        double mean = times.Average();
        Array.Sort(times);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            workload = workload.Name,
            threads,
            measure,
            median_ms = Math.Round(times[times.Length / 2] * 1e3, 5),
            min_ms = Math.Round(times[0] * 1e3, 5),
            mean_ms = Math.Round(mean * 1e3, 5),
            gflops = Math.Round(2e-9 * workload.MultiplyAdds() / times[times.Length / 2], 1),
            allocated_per_step = allocated / steps,
            gen1,
            peak_mb = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
        }));
    }

    private static string Option(string[] options, string name, string fallback)
    {
        int at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? options[at + 1] : fallback;
    }
}
