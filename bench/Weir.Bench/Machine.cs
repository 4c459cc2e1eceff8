using System.Runtime.InteropServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Threads">Threads that were used at most.</param>
/// <param name="Peak">Measured multiply-adds on so many threads, in floating-point operations per second.</param>
/// <param name="PyTorch">PyTorch's version; empty where it plays no part.</param>
internal sealed record Machine(string Processor, int Threads, double Peak, string PyTorch)
{
    public static Machine Here(double peak, int threads, string torch) => new(ProcessorName(), threads, peak, torch);

    /// <summary>One line for people.</summary>
    public string Describe() =>
        $"{Processor}, {Environment.ProcessorCount} processors; peak {Peak / 1e9:F0} GFLOP/s of float32 multiply-adds on {Threads} {(Threads == 1 ? "thread" : "threads")} ({(int)VectorWidths.Widest}-bit vectors); "
        + $"{RuntimeInformation.OSDescription.Split(' ')[0]}, {RuntimeInformation.FrameworkDescription}{(PyTorch.Length > 0 ? $", PyTorch {PyTorch}" : "")}";

    private static string ProcessorName()
    {
        const string List = "/proc/cpuinfo";
        string? line = File.Exists(List) ? File.ReadLines(List).FirstOrDefault(one => one.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
