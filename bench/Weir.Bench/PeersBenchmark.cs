using System.Text.Json;
using Weir.Flow;
using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>
/// Weir beside PyTorch and libtorch, in turn and in one run. One JSON line a workload on standard output, a table on standard error.
/// </summary>
internal sealed class PeersBenchmark : IBenchmark
{
    public string Name => "peers";

    public string Summary => "Weir beside PyTorch and libtorch, growth and profiles: [--quick] [--json FILE] [--page FILE] [workload …] "
        + "or study [--quick]; all of it writes docs/benchmarks.md and the README's table";

    public void Run(string[] options)
    {
        if (options is ["study"] or ["study", "--quick"])
        {
            new StudyComparison(epochs: options.Length > 1 ? 1 : 2).Run();
            return;
        }

        if (options.FirstOrDefault(option => option.StartsWith("--", StringComparison.Ordinal)
            && option is not ("--quick" or "--json" or "--page")) is { } unknown)
            throw new ArgumentException($"there is no option {unknown}; peers takes {Summary}");
        bool quick = options.Contains("--quick");
        string? json = Value(options, "--json"), page = Value(options, "--page");
        string[] names = [.. options.Where((option, i) => !option.StartsWith("--", StringComparison.Ordinal)
            && (i == 0 || options[i - 1] is not ("--json" or "--page")))];
        // A run of everything is what the manual shows, and the README.
        string? readme = null;
        if (!quick && names.Length == 0 && page is null)
            (page, readme) = (Path.Combine(Repository.Root(), "docs", "benchmarks.md"), Path.Combine(Repository.Root(), "README.md"));
        Workload[] workloads = names.Length == 0 ? [.. Workload.All] : [.. names.Select(Workload.Named)];
        int threads = Math.Min(2, Environment.ProcessorCount);
        (Machine machine, List<PeerResult> results) = Compare(workloads, quick, threads);
        if (json is not null)
            File.WriteAllLines(json, results.Select(result => JsonSerializer.Serialize(result)));
        if (page is null)
            return;
        Console.Error.WriteLine("small products");
        IReadOnlyList<ProductResult> products = ProductComparison.Measure();
        IReadOnlyList<Growth> growth = Growth.MeasureAll();
        List<(string, StepProfile)> profiles = [];
        using (SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads }))
        {
            foreach (Workload workload in workloads)
            {
                Console.Error.WriteLine($"profile: {workload.Name}");
                profiles.Add((workload.Name, ProfileBenchmark.Take(workload, backend, 2)));
            }
        }

        File.WriteAllText(page, BenchmarkPage.Of(machine, results, products, growth, profiles));
        Console.Error.WriteLine($"wrote {page}");
        if (readme is null)
            return;
        File.WriteAllText(readme, ReadmeTable.With(File.ReadAllText(readme), machine, results));
        Console.Error.WriteLine($"wrote {readme}");
    }

    private static (Machine Machine, List<PeerResult> Results) Compare(Workload[] workloads, bool quick, int threads)
    {
        double? load = Machine.LoadNow();
        using Peer torch = PyTorch.Peer();
        using Peer? libtorch = Libtorch.Peer(out string? absent);
        Peer[] peers = libtorch is null ? [torch] : [torch, libtorch];
        double peak = Peak(threads);
        Machine machine = Machine.Here(peak, threads, [.. peers.Select(peer => peer.Name)], load) with { Absent = absent };
        Console.Error.WriteLine(machine.Describe());
        foreach (string warning in new[] { absent, machine.Warning }.OfType<string>())
            Console.Error.WriteLine($"warning: {warning}");
        PeerLines lines = new(peers, quick);
        Console.Error.WriteLine(lines.Head);
        PeerComparison comparison = new(peers, quick);
        List<PeerResult> results = [];
        foreach (Workload workload in workloads)
        {
            // The best that was seen: another program may hold a core for a while.
            peak = Math.Max(peak, Peak(threads));
            PeerResult result = comparison.Of(workload, peak);
            results.Add(result);
            Console.Error.WriteLine(lines.Of(result));
            Console.WriteLine(JsonSerializer.Serialize(result));
        }

        return (machine with { Peak = peak }, results);
    }

    private static double Peak(int threads)
    {
        using WorkerTeam team = new(threads);
        return MachinePeak.Measure(team, TimeProvider.System, 0.2);
    }

    private static string? Value(string[] options, string name)
    {
        int at = Array.IndexOf(options, name);
        if (at < 0)
            return null;
        return at + 1 < options.Length ? options[at + 1] : throw new ArgumentException($"{name} needs the name of a file");
    }
}
