using System.Diagnostics;
using System.Text.Json;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>
/// Weir's side of the peers benchmark, in a process of its own: reads <c>run N</c> (the median step of N, not measured) and
/// <c>overhead MODE N ROUNDS</c> (the share by which measuring makes N steps longer) and answers with JSON lines.
/// </summary>
internal sealed class StepServer : IBenchmark
{
    public string Name => "serve";

    public string Summary => "Weir's side of peers: WORKLOAD [--threads N]; reads commands from standard input";

    public void Run(string[] options)
    {
        Workload workload = Workload.All.First(one => one.Name == options[0]);
        SimdOptions simd = new();
        int at = Array.IndexOf(options, "--threads");
        using SimdBackend backend = SimdBackend.Create(at < 0 ? simd : simd with { Threads = int.Parse(options[at + 1]) });
        StepLoop plain = new(workload, backend, "off");
        Answer(new { backend = backend.Name });
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] == "run")
            {
                double[] times = plain.Run(int.Parse(words[1]));
                Array.Sort(times);
                Answer(new { median_ms = times[times.Length / 2] * 1e3, min_ms = times[0] * 1e3, peak_mb = PeakMegabytes() });
            }
            else
            {
                Answer(new { overhead = Overhead(workload, backend, words[1], int.Parse(words[2]), int.Parse(words[3])) });
            }
        }
    }

    /// <summary>
    /// Measured and unmeasured steps take turns, some milliseconds each, so that both meet the same machine. Every step has
    /// its median over the rounds, so that a step that was disturbed once does not count.
    /// </summary>
    private static double Overhead(Workload workload, Backend backend, string mode, int steps, int rounds)
    {
        double[][] off = new double[rounds][], on = new double[rounds][];
        StepLoop plain = new(workload, backend, "off");
        // The measuring code, too, needs its time with the JIT.
        StepLoop warm = new(workload, backend, "every");
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 1.5)
        {
            plain.Run(10);
            warm.Run(10);
        }

        for (int round = 0; round < rounds; round++)
        {
            StepLoop measured = new(workload, backend, mode);
            off[round] = new double[steps];
            on[round] = new double[steps];
            for (int start = 0; start < steps; start += 20)
            {
                int count = Math.Min(20, steps - start);
                plain.Run(count).CopyTo(off[round], start);
                measured.Run(count).CopyTo(on[round], start);
            }
        }

        return (Total(on, steps) / Total(off, steps)) - 1;
    }

    private static double Total(double[][] rounds, int steps) =>
        Enumerable.Range(0, steps).Sum(step => rounds.Select(round => round[step]).Order().ElementAt(rounds.Length / 2));

    private static long PeakMegabytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private static void Answer(object answer) => Console.WriteLine(JsonSerializer.Serialize(answer));
}
