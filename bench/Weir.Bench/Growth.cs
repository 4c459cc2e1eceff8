using System.Diagnostics;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>A step of one size with one and with two threads.</summary>
/// <param name="Size">What grows.</param>
/// <param name="OneThread">Seconds of a step, the median.</param>
/// <param name="TwoThreads">The same with two threads.</param>
/// <param name="Bytes">Parameters and what a step keeps.</param>
internal sealed record GrowthRow(int Size, double OneThread, double TwoThreads, long Bytes);

/// <summary>How the cost of a step grows with one size of a network of dense layers while the others stay.</summary>
/// <param name="What">What grows.</param>
/// <param name="Network">The network, with n for what grows.</param>
/// <param name="Rows">From small to large.</param>
internal sealed record Growth(string What, string Network, IReadOnlyList<GrowthRow> Rows)
{
    private static readonly int[] Depths = [5, 10, 20, 50, 100];
    private static readonly int[] Widths = [64, 128, 256, 512, 1024, 2048, 4096];
    private static readonly int[] Batches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    /// <summary>
    /// The exponent p of the power law size^p that fits a column best: the slope of a straight line through the logarithms.
    /// </summary>
    public double Exponent(Func<GrowthRow, double> column)
    {
        double[] x = [.. Rows.Select(row => Math.Log(row.Size))], y = [.. Rows.Select(row => Math.Log(column(row)))];
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    /// <summary>Measures depth, width and batch in turn.</summary>
    public static IReadOnlyList<Growth> MeasureAll() =>
    [
        Measure("depth", "n layers of 256 units, batch of 32", Depths, n => Layers(n, 256, 32)),
        Measure("width", "3 layers of n units, batch of 32", Widths, n => Layers(3, n, 32)),
        Measure("batch", "3 layers of 1,024 units, batch of n", Batches, n => Layers(3, 1024, n)),
    ];

    private static Growth Measure(string what, string network, int[] sizes, Func<int, Workload> make)
    {
        List<GrowthRow> rows = [];
        foreach (int size in sizes)
        {
            (double one, _) = Step(make(size), 1);
            (double two, long bytes) = Step(make(size), 2);
            rows.Add(new GrowthRow(size, one, two, bytes));
            Console.Error.WriteLine($"growth: {what} {size}, {BenchmarkPage.Short(one * 1e3)} ms with one thread, "
                + $"{BenchmarkPage.Short(two * 1e3)} with two");
        }

        return new Growth(what, network, rows);
    }

    private static (double Seconds, long Bytes) Step(Workload workload, int threads)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads });
        StepLoop loop = new(workload, backend, "off");
        Run(loop, 0.25);
        double[] times = [.. Run(loop, 0.5).Order()];
        return (times[times.Length / 2], loop.Bytes);
    }

    private static List<double> Run(StepLoop loop, double seconds)
    {
        List<double> times = [];
        long start = Stopwatch.GetTimestamp();
        do
            times.AddRange(loop.Run(2));
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return times;
    }

    private static Workload Layers(int depth, int width, int batch) =>
        Workload.Dense("growth", batch, [.. Enumerable.Repeat(width, depth + 1)]);
}
