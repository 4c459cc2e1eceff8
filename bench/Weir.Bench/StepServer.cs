using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>
/// Weir's side of the peers benchmark, in a process of its own. Reads lines and answers each with one of JSON: <c>train S</c> makes
/// training steps for S seconds, <c>infer BATCH S</c> forward passes, <c>overhead MODE STEPS S</c> the share by which measuring makes
/// so many steps longer.
/// </summary>
internal sealed class StepServer : IBenchmark
{
    /// <summary>Turns that a comparison takes at least, however long a step is.</summary>
    private const int FewestTurns = 5;

    private readonly Dictionary<int, InferenceLoop> _inference = [];

    public string Name => "serve";

    public string Summary => "Weir's side of peers: WORKLOAD [--threads N]; reads commands from standard input";

    public void Run(string[] options)
    {
        Workload workload = Workload.Named(options[0]);
        SimdOptions simd = new();
        int at = Array.IndexOf(options, "--threads");
        using SimdBackend backend = SimdBackend.Create(at < 0 ? simd : simd with { Threads = int.Parse(options[at + 1]) });
        StepLoop? plain = null;
        Answer(new { backend = backend.Name });
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            double seconds = double.Parse(words[^1], CultureInfo.InvariantCulture);
            switch (words[0])
            {
                case "train":
                    plain ??= new StepLoop(workload, backend, "off");
                    AnswerTimes(Timed(steps => plain.Run(steps), seconds));
                    break;
                case "infer":
                    int batch = int.Parse(words[1], CultureInfo.InvariantCulture);
                    if (!_inference.TryGetValue(batch, out InferenceLoop? loop))
                        _inference.Add(batch, loop = new InferenceLoop(workload, backend, batch));
                    AnswerTimes(Timed(loop.Run, seconds));
                    break;
                default:
                    Answer(new
                    {
                        overhead = Overhead(workload, backend, words[1], int.Parse(words[2], CultureInfo.InvariantCulture),
                        seconds)
                    });
                    break;
            }
        }
    }

    /// <summary>Runs one at a time until the time is over: at least one.</summary>
    private static double[] Timed(Func<int, double[]> run, double seconds)
    {
        List<double> times = [];
        long start = Stopwatch.GetTimestamp();
        do
            times.AddRange(run(1));
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return [.. times];
    }

    /// <summary>
    /// Measured and unmeasured steps of one network take turns, some milliseconds each, so that both meet the same machine and
    /// the same places in memory. Every step has its median over the rounds, so that a step that was disturbed once does not count.
    /// </summary>
    private static double Overhead(Workload workload, Backend backend, string mode, int steps, double seconds)
    {
        // The measuring code, too, needs its time with the JIT.
        StepLoop loop = new(workload, backend, "every");
        long begin = Stopwatch.GetTimestamp();
        double once;
        do
        {
            once = loop.Run(3, measured: false)[^1];
            loop.Run(3);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < Math.Min(1.5, seconds));

        // Turns of a hundredth of a second, and a single step where it is longer.
        int turn = Math.Clamp((int)(0.01 / once), 1, 20);
        begin = Stopwatch.GetTimestamp();
        if (mode == "every")
        {
            // Every step is like every other: one median over all of them.
            List<double> without = [], with = [];
            for (int round = 0; round < FewestTurns || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds; round++)
            {
                without.AddRange(loop.Run(turn, measured: false));
                with.AddRange(loop.Run(turn));
            }

            return (Median.Of(with) / Median.Of(without)) - 1;
        }

        List<double[]> off = [], on = [];
        do
        {
            loop.Measure(mode);
            double[] plainTimes = new double[steps], measuredTimes = new double[steps];
            for (int start = 0; start < steps; start += turn)
            {
                int count = Math.Min(turn, steps - start);
                loop.Run(count, measured: false).CopyTo(plainTimes, start);
                loop.Run(count).CopyTo(measuredTimes, start);
            }

            off.Add(plainTimes);
            on.Add(measuredTimes);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);

        return (Total(on, steps) / Total(off, steps)) - 1;
    }

    private static double Total(List<double[]> rounds, int steps) => Enumerable.Range(0, steps)
        .Sum(step => Median.Of(rounds.Select(round => round[step])));

    private static void AnswerTimes(double[] times)
    {
        Array.Sort(times);
        Answer(new { median_ms = times[times.Length / 2] * 1e3, min_ms = times[0] * 1e3, count = times.Length, peak_mb = PeakMegabytes() });
    }

    private static long PeakMegabytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private static void Answer(object answer) => Console.WriteLine(JsonSerializer.Serialize(answer));
}
