using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Weir.Bench;

/// <summary>Single kernels by BenchmarkDotNet, in this process: the engine's threads and memory are then those of a training run.</summary>
internal sealed class KernelsBenchmark : IBenchmark
{
    public string Name => "kernels";

    public string Summary => "single kernels by BenchmarkDotNet: [--quick], and BenchmarkDotNet's own options such as --filter *Sigmoid*";

    public void Run(string[] options)
    {
        Job job = (options.Contains("--quick") ? Job.ShortRun : Job.MediumRun).WithToolchain(InProcessEmitToolchain.Instance);
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job);
        string[] rest = [.. options.Where(option => option != "--quick")];
        BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config);
    }
}
