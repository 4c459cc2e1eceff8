using System.CommandLine;
using System.Globalization;
using Weir.Diagnosis;

namespace Weir.Zoo;

/// <summary><c>bench/zoo perturb</c>: moves every threshold up and down and tells whose verdicts hang on a hair.</summary>
internal static class PerturbCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string[]> folders = new("RUNS")
        {
            Description = "Folders of runs, searched for those with a trace",
            Arity = ArgumentArity.OneOrMore
        };
        Option<double> by = new("--by") { Description = "The part by which a threshold is moved", DefaultValueFactory = _ => 0.2 };
        Command command = new("perturb", "Move every threshold down and up by a fifth and tell which verdicts on finished runs change")
        { folders, by };
        command.SetAction(parsed =>
        {
            List<PerturbedRun> runs = [.. parsed.GetValue(folders)!.SelectMany(PerturbedRun.Under)];
            if (runs.Count == 0)
            {
                Console.Error.WriteLine("error: none of the folders holds a run with a trace");
                return 1;
            }

            Console.Write(Table(runs, parsed.GetValue(by)));
            return 0;
        });
        return command;
    }

    private static string Table(List<PerturbedRun> runs, double by)
    {
        TextTable table = new();
        int moved = 0, total = 0;
        foreach ((string name, Threshold threshold) in DiagnosisOptions.AllThresholds)
        {
            foreach (double factor in (double[])[1 - by, 1 + by])
            {
                total++;
                List<string> changes = [.. runs.Select(run => run.Change(name, threshold.Default * factor)).OfType<string>()];
                if (changes.Count == 0)
                    continue;
                moved++;
                table.Row(name, string.Create(CultureInfo.InvariantCulture, $"{threshold.Default} → {threshold.Default * factor:g4}"),
                    new Share(changes.Count, runs.Count).ToString(),
                    string.Join("; ", changes.Take(3)) + (changes.Count > 3 ? "; …" : ""));
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{runs.Count} runs, {DiagnosisOptions.AllThresholds.Count} thresholds by "
            + $"±{100 * by:f0} %: {moved} of {total} moves change what is raised in some run\n") + table;
    }
}
