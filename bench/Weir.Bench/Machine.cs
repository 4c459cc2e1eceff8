using System.Runtime.InteropServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Threads">Threads that were used at most.</param>
/// <param name="Peak">Measured multiply-adds on so many threads, in floating-point operations per second.</param>
/// <param name="PyTorch">PyTorch's version; empty where it plays no part.</param>
/// <param name="Load">Programs that wanted a processor in the minute before; null where the system does not tell.</param>
internal sealed record Machine(string Processor, int Threads, double Peak, string PyTorch, double? Load)
{
    /// <summary>A load from which on times say more about the other programs.</summary>
    private const double Busy = 1;

    public static Machine Here(double peak, int threads, string torch, double? load) => new(ProcessorName(), threads, peak, torch, load);

    /// <summary>See <see cref="Load"/>; to be asked before the benchmark adds to it.</summary>
    public static double? LoadNow()
    {
        const string Average = "/proc/loadavg";
        return File.Exists(Average) ? double
            .Parse(File.ReadAllText(Average).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A warning where the machine was busy before the run began; else null.</summary>
    public string? Warning => Load is > Busy and { } load
        ? FormattableString.Invariant($"Other programs were using the machine when this run began (load average {load:F1}): ")
            + "times are too long, and ratios uncertain; measure again when it is quiet."
        : null;

    /// <summary>One line for people.</summary>
    public string Describe() =>
        $"{Processor}, {Environment.ProcessorCount} processors; peak {Peak / 1e9:F0} GFLOP/s of float32 multiply-adds on {Threads} "
            + $"{(Threads == 1 ? "thread" : "threads")} ({(int)VectorWidths.Widest}-bit vectors); "
        + $"{RuntimeInformation.OSDescription.Split(' ')[0]}, "
            + $"{RuntimeInformation.FrameworkDescription}{(PyTorch.Length > 0 ? $", PyTorch {PyTorch}" : "")}";

    private static string ProcessorName()
    {
        const string List = "/proc/cpuinfo";
        string? line = File.Exists(List) ? File.ReadLines(List)
            .FirstOrDefault(one => one.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]
            .Trim();
    }
}
