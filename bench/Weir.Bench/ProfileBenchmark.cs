using Weir.Flow;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>Where the time of a workload's step goes, by layer and phase.</summary>
internal sealed class ProfileBenchmark : IBenchmark
{
    public string Name => "profile";

    public string Summary => "time of a step by layer and phase: WORKLOAD [--threads N] [--seconds S]";

    public void Run(string[] options)
    {
        Workload workload = Workload.Named(options[0]);
        int threads = Array.IndexOf(options, "--threads"), seconds = Array.IndexOf(options, "--seconds");
        SimdOptions simd = new();
        using SimdBackend backend = SimdBackend.Create(threads < 0 ? simd : simd with { Threads = int.Parse(options[threads + 1]) });
        double peak = backend.MeasurePeak();
        StepProfile profile = Take(workload, backend, seconds < 0 ? 2 : double.Parse(options[seconds + 1]));
        Console.WriteLine($"{workload.Name}: step {profile.Step * 1e3:F3} ms, sampled {profile.SampledStep * 1e3:F3} ms, peak "
            + $"{peak / 1e9:F0} GFLOP/s");
        Console.WriteLine($"{"layer",-28}{"kind",-18}{"forward",10}{"data",10}{"weights",10}{"update",10}{"measuring",10}{"share",8}"
            + $"{"of peak: forward, data, weights",34}");
        foreach (LayerProfile layer in profile.Layers)
        {
            Console.WriteLine(
                $"{layer.Path,-28}{layer.Kind,-18}{layer.Forward * 1e6,10:F1}{layer.BackwardData * 1e6,10:F1}"
                + $"{layer.BackwardWeights * 1e6,10:F1}{layer.Update * 1e6,10:F1}{layer.Measuring * 1e6,10:F1}"
                + $"{layer.Total / profile.Total,8:P1}{layer.Rate(StepPhase.Forward) / peak,18:P0}"
                + $"{layer.Rate(StepPhase.BackwardData) / peak,8:P0}{layer.Rate(StepPhase.BackwardWeights) / peak,8:P0}");
        }
    }

    /// <summary>Profiles a workload, every other step sampled, after the JIT has had its time.</summary>
    public static StepProfile Take(Workload workload, Backend backend, double seconds)
    {
        StepLoop loop = new(workload, backend, "alternate");
        loop.Profile(seconds);
        return loop.Profile(seconds);
    }
}
