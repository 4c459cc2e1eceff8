using System.CommandLine;

namespace Weir.Zoo;

/// <summary><c>bench/zoo import</c>: judges cases that another framework has trained, by their traces.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string> folder = new("RUNS")
        {
            Description =
            "The folder that bench/zoo_pytorch.py has filled: CASE-SEED in it, each a run"
        };
        Option<string?> cases = new("--cases") { Description = "The case file; that of the benchmark unless told", HelpName = "FILE" };
        Option<string> output = new("--out") { Description = "The file to write, as 'run' does", HelpName = "FILE", Required = true };
        Command command = new("import", "Judge cases that PyTorch has trained, by their traces") { folder, cases, output };
        command.SetAction(parsed =>
        {
            string runs = parsed.GetValue(folder)!;
            string file = Path.GetFullPath(parsed.GetValue(cases) ?? CaseFiles.Default);
            if (!Directory.Exists(runs))
            {
                Console.Error.WriteLine($"error: there is no folder {runs}; bench/zoo_pytorch.py --out {runs} fills it");
                return 1;
            }

            CaseRecord[] records =
                [.. Directory.GetDirectories(runs).Order(StringComparer.Ordinal).Select(run => ImportedRun.Read(run, file))];
            foreach (CaseRecord record in records)
                Console.WriteLine(record.Error ?? RecordLine.Of(record));
            ResultsFile.Write(parsed.GetValue(output)!, records);
            int errors = records.Count(record => record.Error is not null);
            Console.WriteLine($"{records.Length} records in {parsed.GetValue(output)}, {errors} with an error");
            return errors == 0 ? 0 : 1;
        });
        return command;
    }
}
