using System.CommandLine;
using System.Globalization;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary><c>bench/zoo draw</c>: set-ups that nobody has seen, drawn by a seed, trained, and judged once.</summary>
internal static class DrawCommand
{
    private const double FaultShare = 0.6;

    /// <summary>Makes the command.</summary>
    /// <param name="time">The clock.</param>
    public static Command Make(TimeProvider time)
    {
        Option<long> seed = new("--seed")
        {
            Description =
            "The seed of the draw: a draw is judged once, and its figure published with its seed",
            Required = true
        };
        Option<int> count = new("--count") { Description = "Set-ups", DefaultValueFactory = _ => 150 };
        Option<int> seeds = new("--seeds")
        {
            Description = "Trainings of each set-up and of its healthy twin, which tell who suffers",
            DefaultValueFactory = _ => 3
        };
        Option<int> threads = new("--threads") { Description = "Threads of a training", DefaultValueFactory = _ => 1 };
        Option<double> minutes = new("--minutes")
        {
            Description = "Begin no further set-up after so many minutes, and judge those that were made",
            DefaultValueFactory = _ => double.PositiveInfinity
        };
        Option<int?> show = new("--show") { Description = "One set-up alone, by its number: its recipes and all that is found, in words" };
        Option<bool> quiet = new("--quiet") { Description = "The figures alone, so that the draw stays unseen" };
        Command command = new("draw", "Draw set-ups that nobody has seen, train them and say how well the findings fit") { seed, count,
            seeds, threads, minutes, show, quiet };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(show) is { } number)
            {
                Show(Draw(parsed.GetValue(seed), number).Last(), parsed.GetValue(threads));
                return 0;
            }

            List<DrawnRun> runs = [];
            long start = time.GetTimestamp();
            foreach (DrawnSetup setup in Draw(parsed.GetValue(seed), parsed.GetValue(count)))
            {
                if (time.GetElapsedTime(start).TotalMinutes > parsed.GetValue(minutes))
                    break;
                DrawnRun run = DrawnRun.Of(setup, parsed.GetValue(seeds), parsed.GetValue(threads));
                runs.Add(run);
                if (!parsed.GetValue(quiet))
                    Console.WriteLine(LineOf(run));
            }

            Console.Write(DrawSection.Of(parsed.GetValue(seed), runs));
            return 0;
        });
        return command;
    }

    private static void Show(DrawnSetup setup, int threads)
    {
        Console.WriteLine($"{setup.Id} {setup.Family}\n{setup.Healthy}\n# with the fault\n{setup.Faulty}");
        DrawnRun run = DrawnRun.Of(setup, 1, threads);
        Console.WriteLine(LineOf(run));
        foreach (FindingRecord finding in run.Checked)
            Console.WriteLine($"before the run: {finding.Severity} {finding.Code} {finding.Message}");
        foreach (FindingRecord finding in run.Found)
            Console.WriteLine($"in step {finding.Step}: {finding.Severity} {finding.Code} {finding.Message}");
    }

    /// <summary>The set-ups of a seed.</summary>
    internal static IEnumerable<DrawnSetup> Draw(long seed, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            RandomStream random = RandomStream.For(seed, $"zoo.draw.{i}");
            string id = string.Create(CultureInfo.InvariantCulture, $"draw-{seed}-{i:000}");
            DrawnNetwork network = HealthyFamilies.Draw(random);
            yield return random.NextDouble() < FaultShare ? InjectedFaults.Into(id, network, random)
                : new DrawnSetup(id, network.Family, null, network.ToString(), network.ToString());
        }
    }

    private static string LineOf(DrawnRun run)
    {
        string state = !run.IsSound ? "twin does not learn" : run.Setup.Fault is null ? "healthy" : run.Suffers ? "suffers"
            : "trains anyway";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Setup.Id} {run.Setup.Family} {state} {run.Healthy.Average():f2}/{run.Faulty.Average():f2}: {Codes(run.Found)} | check "
                + $"{Codes(run.Checked)}");
    }

    private static string Codes(IReadOnlyList<FindingRecord> findings) =>
        string.Join(" ", findings.Select(finding => (finding.IsRaised ? "" : "·") + finding.Code));
}
