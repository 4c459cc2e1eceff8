using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>Peak of multiply-adds and bandwidth of copying, for the ratios in other benchmarks.</summary>
internal sealed unsafe class MachineBenchmark : IBenchmark
{
    public string Name => "machine";

    public string Summary => "peak of multiply-adds and bandwidth of copying, with one and two threads";

    public void Run(string[] options)
    {
        Console.WriteLine($"vectors of {(int)VectorWidths.Widest} bits, {Environment.ProcessorCount} processors");
        Console.WriteLine($"one core sees what another wrote after {CoreDistance.Nanoseconds():F0} ns");
        for (int threads = 1; threads <= 2; threads++)
        {
            using WorkerTeam team = new(threads);
            Console.WriteLine($"{threads} thread(s): peak {MachinePeak.Measure(team, TimeProvider.System) / 1e9,7:F1} GFLOP/s");
            foreach (int kilobytes in new[] { 16, 256, 4096, 65536 })
                Console.WriteLine($"  copy {kilobytes,6} KB a thread: {CopyBandwidth(team, kilobytes) / 1e9,7:F1} GB/s read and as much "
                    + "written");
        }
    }

    private static double CopyBandwidth(WorkerTeam team, int kilobytes)
    {
        int count = kilobytes * 256;
        using Buffer source = new(count * team.Threads, new Random(1));
        using Buffer target = new(count * team.Threads, new Random(2));
        CopyJob job = new(source.Data, target.Data, count);
        double time = Stopclock.Best(() => team.Run(job, team.Threads), 0.2);
        return (double)count * sizeof(float) * team.Threads / time;
    }

    private readonly struct CopyJob(float* source, float* target, int count) : IJob
    {
        public void Execute(int part) =>
            new Span<float>(source + ((nint)part * count), count).CopyTo(new Span<float>(target + ((nint)part * count), count));
    }
}
