using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>
/// A small product in Weir and in PyTorch: the best time of each, in microseconds, with one or two threads, whichever is faster.
/// </summary>
internal sealed record ProductResult(string Product, double Weir, double PyTorch)
{
    public double Ratio => PyTorch / Weir;
}

/// <summary>The products of small dense layers, forward and both gradients, in turn with PyTorch.</summary>
internal static class ProductComparison
{
    private const int Rounds = 2;

    private static readonly string[] Forms = ["forward", "dx", "dw"];

    private static readonly (int Batch, int Inputs, int Outputs)[] Layers =
        [(10, 784, 100), (10, 100, 100), (64, 784, 100), (64, 100, 100)];

    public static IReadOnlyList<ProductResult> Measure()
    {
        using WorkerTeam one = new(1), two = new(2);
        double[] ours = [.. Enumerable.Repeat(double.MaxValue, 3 * Layers.Length)], theirs = [.. ours];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (string setting in PyTorch.Settings)
            {
                Keep(theirs, Peer(setting));
                Keep(ours, [.. Layers.SelectMany(layer => Weir(one, layer))]);
                Keep(ours, [.. Layers.SelectMany(layer => Weir(two, layer))]);
            }
        }

        return
        [
            .. Layers.SelectMany((layer, i) => Forms.Select((form, j) =>
                new ProductResult($"{layer.Batch} × {layer.Inputs} × {layer.Outputs} {form}", ours[(3 * i) + j], theirs[(3 * i) + j]))),
        ];
    }

    public static string Page(IReadOnlyList<ProductResult> results)
    {
        StringBuilder page = new();
        page.AppendLine("| batch × in × out | Weir µs | PyTorch µs | ratio |");
        page.AppendLine("|---|--:|--:|--:|");
        foreach (ProductResult one in results)
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Product} | {BenchmarkPage.Short(one.Weir)} | {BenchmarkPage.Short(one.PyTorch)} | **{one.Ratio:F2}×** |");
        return page.ToString();
    }

    private static void Keep(double[] best, double[] times)
    {
        for (int i = 0; i < best.Length; i++)
            best[i] = Math.Min(best[i], times[i]);
    }

    private static double[] Weir(WorkerTeam team, (int Batch, int Inputs, int Outputs) layer)
    {
        (int batch, int inputs, int outputs) = layer;
        return
        [
            Microseconds("NN", batch, outputs, inputs),
            Microseconds("NT", batch, inputs, outputs),
            Microseconds("TN", inputs, outputs, batch),
        ];

        double Microseconds(string form, int m, int n, int k) =>
            1e6 * ProductsBenchmark.Best(team, VectorWidths.Widest, form, m, n, k, 0.05);
    }

    private static double[] Peer(string setting)
    {
        ProcessStartInfo start = new(PyTorch.Python,
            $"\"{Path.Combine(Repository.Root(), "bench", "products_peer.py")}\" --small")
        { RedirectStandardOutput = true };
        foreach ((string key, string value) in PyTorch.EnvironmentOf(setting))
            start.Environment[key] = value;
        using Process process = Process.Start(start)!;
        double[] times = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => JsonSerializer.Deserialize<double[]>(line)!)];
        process.WaitForExit();
        return times.Length == 3 * Layers.Length ? times : throw new InvalidOperationException(
            $"{PyTorch.Python} gave {times.Length} times of products; {3 * Layers.Length} are expected");
    }
}
