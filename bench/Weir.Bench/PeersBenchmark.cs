using System.Diagnostics;
using System.Text.Json;
using Weir.Flow;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>
/// Weir beside PyTorch, in turn and in one run, PyTorch with the best of its settings (one and two threads, OpenBLAS as it
/// comes and told that the processor has AVX-512). One JSON line a workload.
/// </summary>
internal sealed class PeersBenchmark : IBenchmark
{
    private const string Python = "/usr/bin/python3";

    public string Name => "peers";

    public string Summary => "training steps beside PyTorch: [--quick] [--json FILE] [workload …]";

    public void Run(string[] options)
    {
        bool quick = options.Contains("--quick");
        int file = Array.IndexOf(options, "--json");
        string[] names = [.. options.Where((option, i) => !option.StartsWith("--", StringComparison.Ordinal) && (file < 0 || i != file + 1))];
        Workload[] workloads = [.. (names.Length == 0 ? Workload.All.Select(one => one.Name) : names).Select(Find)];
        CheckPython();

        double peak;
        using (WorkerTeam team = new(Math.Min(2, Environment.ProcessorCount)))
            peak = MachinePeak.Measure(team);
        Console.Error.WriteLine($"machine: {Environment.ProcessorCount} processors, {(int)VectorWidths.Widest}-bit vectors, FMA peak {peak / 1e9:F0} GFLOP/s on {Math.Min(2, Environment.ProcessorCount)} threads");
        Console.Error.WriteLine($"{"workload",-16}{"Weir ms",10}{"PyTorch ms",12}{"ratio",8}{"of peak",9}{"MB",6}{"MB",6}{"measuring",11}{"every step",12}  PyTorch's best setting");
        List<string> lines = [];
        foreach (Workload workload in workloads)
        {
            Dictionary<string, object> record = Compare(workload, quick, peak);
            lines.Add(JsonSerializer.Serialize(record));
            Console.WriteLine(lines[^1]);
        }

        if (file >= 0)
            File.WriteAllLines(options[file + 1], lines);
    }

    private static Dictionary<string, object> Compare(Workload workload, bool quick, double peak)
    {
        using PeerProcess weir = PeerProcess.Start("Weir", Environment.ProcessPath!, Command($"serve {workload.Name}"));
        // Long enough for the JIT to bring everything to its last tier.
        Warm(weir, 1.5);
        (PeerProcess torch, int steps) = BestPyTorch(workload);
        using PeerProcess best = torch;

        int rounds = quick ? 5 : 15;
        double[] ours = new double[rounds], theirs = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            theirs[round] = best.Median(steps);
            ours[round] = weir.Median(steps);
        }

        double weirMilliseconds = Middle(ours), torchMilliseconds = Middle(theirs);
        double seconds = weirMilliseconds * 1e-3;
        int few = Math.Clamp((int)(1 / seconds), 100, 2000);
        double every = Ask(weir, "every", few, quick ? 3 : 5);
        // A quick run takes the cost of sampled steps times their share of 2,000; a full one makes the 2,000 steps.
        double overhead = quick && seconds * 2000 > 2 ? every * SampledShare(2000) : Ask(weir, "default", 2000, seconds * 2000 > 5 ? 3 : 9);
        long weirMegabytes = weir.Ask("run 1").GetProperty("peak_mb").GetInt64(), torchMegabytes = best.Ask("run 1").GetProperty("peak_mb").GetInt64();
        double share = 2.0 * workload.MultiplyAdds / seconds / peak;
        Console.Error.WriteLine($"{workload.Name,-16}{weirMilliseconds,10:F4}{torchMilliseconds,12:F4}{torchMilliseconds / weirMilliseconds,7:F2}×{share,9:P0}{weirMegabytes,6}{torchMegabytes,6}{overhead,11:P1}{every,12:P1}  {best.Name}");
        return new Dictionary<string, object>
        {
            ["workload"] = workload.Name,
            ["weir_ms"] = Math.Round(weirMilliseconds, 5),
            ["pytorch_ms"] = Math.Round(torchMilliseconds, 5),
            ["ratio"] = Math.Round(torchMilliseconds / weirMilliseconds, 3),
            ["weir_peak_mb"] = weirMegabytes,
            ["pytorch_peak_mb"] = torchMegabytes,
            ["measuring_overhead"] = Math.Round(overhead, 4),
            ["measuring_every_step_overhead"] = Math.Round(every, 4),
            ["fma_share"] = Math.Round(share, 3),
            ["pytorch_setting"] = best.Name,
        };
    }

    /// <summary>Tries PyTorch's settings in turn and keeps the fastest, with a number of steps that takes about a third of a second.</summary>
    private static (PeerProcess Best, int Steps) BestPyTorch(Workload workload)
    {
        string script = Path.Combine(Root(), "bench", "pytorch_step.py");
        List<(PeerProcess Peer, List<double> Times)> peers = [];
        foreach (int threads in new[] { 1, 2 })
        {
            foreach (string core in new[] { "", "SKYLAKEX" })
            {
                List<(string, string)> environment = [("OMP_NUM_THREADS", $"{threads}")];
                if (core.Length > 0)
                    environment.Add(("OPENBLAS_CORETYPE", core));
                string name = $"{threads} thread{(threads == 1 ? "" : "s")}, OpenBLAS {(core.Length == 0 ? "as it comes" : core)}";
                peers.Add((PeerProcess.Start(name, Python, $"{script} {workload.Name} --threads {threads}", [.. environment]), []));
            }
        }

        foreach ((PeerProcess peer, _) in peers)
            Warm(peer, 0.3);
        for (int round = 0; round < 3; round++)
        {
            foreach ((PeerProcess peer, List<double> times) in peers)
                times.Add(peer.Median(20));
        }

        peers.Sort((a, b) => Middle(a.Times).CompareTo(Middle(b.Times)));
        foreach ((PeerProcess peer, _) in peers.Skip(1))
            peer.Dispose();
        return (peers[0].Peer, Math.Clamp((int)(300 / Middle(peers[0].Times)), 15, 2000));
    }

    private static void Warm(PeerProcess peer, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        int steps = 1;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            peer.Median(steps = Math.Min(1000, steps * 2));
    }

    private static double Ask(PeerProcess weir, string mode, int steps, int rounds) =>
        weir.Ask($"overhead {mode} {steps} {rounds}").GetProperty("overhead").GetDouble();

    private static double SampledShare(int steps)
    {
        SamplingPlan plan = new(new FlowOptions());
        return Enumerable.Range(1, steps).Count(step => plan.IsSampled(step)) / (double)steps;
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static Workload Find(string name) =>
        Workload.All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"there is no workload {name}; there are {string.Join(", ", Workload.All.Select(one => one.Name))}");

    private static void CheckPython()
    {
        try
        {
            using Process check = Process.Start(new ProcessStartInfo(Python, "-c \"import torch\"") { RedirectStandardError = true })!;
            check.WaitForExit();
            if (check.ExitCode == 0)
                return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Python at all: the same message serves.
        }

        throw new InvalidOperationException($"{Python} has no PyTorch to compare with; on Debian: apt-get install -y python3-torch libopenblas0-openmp");
    }

    /// <summary>The arguments that start this program again: it may run as itself or under dotnet.</summary>
    private static string Command(string arguments)
    {
        string library = typeof(PeersBenchmark).Assembly.Location;
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"\"{library}\" {arguments}" : arguments;
    }

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Weir.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("the repository's root (Weir.slnx) was not found above the program");
    }
}
