using System.Runtime.InteropServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Threads">Threads that were used at most.</param>
/// <param name="Peak">Measured multiply-adds on so many threads, in floating-point operations per second.</param>
/// <param name="Peers">The peers with their versions; none where they play no part.</param>
/// <param name="Load">Processors that other programs kept busy before it began; null where the system does not tell.</param>
internal sealed record Machine(string Processor, int Threads, double Peak, IReadOnlyList<string> Peers, double? Load)
{
    /// <summary>A load from which on times say more about the other programs.</summary>
    private const double Busy = 0.2;

    /// <summary>Why a peer plays no part; null where all do.</summary>
    public string? Absent { get; init; }

    public static Machine Here(double peak, int threads, IReadOnlyList<string> peers, double? load) =>
        new(ProcessorName(), threads, peak, peers, load);

    /// <summary>
    /// See <see cref="Load"/>; to be asked before the benchmark adds to it. It looks for three seconds: the load average still tells of the
    /// build that was there a minute ago.
    /// </summary>
    public static double? LoadNow()
    {
        const string Times = "/proc/stat";
        if (!File.Exists(Times))
            return null;
        (double busyBefore, double allBefore) = Told();
        Thread.Sleep(TimeSpan.FromSeconds(3));
        (double busy, double all) = Told();
        return all > allBefore ? Environment.ProcessorCount * (busy - busyBefore) / (all - allBefore) : null;

        // user, nice, system, idle, waiting for disks, interrupts, soft interrupts, taken by the host; guests are in the first two.
        static (double Busy, double All) Told()
        {
            double[] times = [.. File.ReadLines(Times).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
                .Select(time => double.Parse(time, System.Globalization.CultureInfo.InvariantCulture))];
            return (times.Sum() - times[3] - times[4], times.Sum());
        }
    }

    /// <summary>A warning where the machine was busy before the run began; else null.</summary>
    public string? Warning => Load is > Busy and { } load
        ? FormattableString.Invariant($"Other programs kept {load:F1} processors busy when this run began: ")
            + "times are too long, and ratios uncertain; measure again when it is quiet."
        : null;

    /// <summary>One line for people.</summary>
    public string Describe() =>
        $"{Processor}, {Environment.ProcessorCount} processors; peak {Peak / 1e9:F0} GFLOP/s of float32 multiply-adds on {Threads} "
            + $"{(Threads == 1 ? "thread" : "threads")} ({(int)VectorWidths.Widest}-bit vectors); "
        + $"{RuntimeInformation.OSDescription.Split(' ')[0]}, "
            + string.Join(", ", Peers.Prepend(RuntimeInformation.FrameworkDescription));

    /// <summary>Which processor, and whether it was free: what figures hold for.</summary>
    public string Short => FormattableString.Invariant($"{Processor}, {Environment.ProcessorCount} processors")
        + (Load is not { } load ? "" : load > Busy ? FormattableString.Invariant($", **{load:F1} of them busy**") : ", quiet");

    /// <summary>Name, family and model: names of servers' processors are the same for generations.</summary>
    private static string ProcessorName()
    {
        const string List = "/proc/cpuinfo";
        if (!File.Exists(List))
            return RuntimeInformation.ProcessArchitecture.ToString();
        Dictionary<string, string> told = File.ReadLines(List).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        string name = told.GetValueOrDefault("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        return told.TryGetValue("cpu family", out string? family) && told.TryGetValue("model", out string? model)
            ? $"{name} (family {family}, model {model})" : name;
    }
}
