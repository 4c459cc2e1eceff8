using System.CommandLine;
using Weir.Diagnosis;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Zoo;

/// <summary><c>bench/zoo rivals</c>: the published rules of other tools on the same traces, beside Weir's.</summary>
internal static class RivalsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string> folder = new("RUNS")
        {
            Description = "The folder that bench/zoo_pytorch.py has filled: CASE-SEED in it, each a run"
        };
        Option<string?> cases = new("--cases") { Description = "The case file; that of the benchmark unless told", HelpName = "FILE" };
        Command command = new("rivals", "Judge runs of cases by the published rules of other tools, beside Weir's") { folder, cases };
        command.SetAction(parsed =>
        {
            string file = Path.GetFullPath(parsed.GetValue(cases) ?? CaseFiles.Default);
            try
            {
                Console.Write(Table(parsed.GetValue(folder)!, file));
                return 0;
            }
            catch (Exception error) when (error is WeirException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"error: {error.Message}");
                return 1;
            }
        });
        return command;
    }

    private static string Table(string folder, string file)
    {
        Dictionary<string, ZooCase> cases = CaseReader.Read(file).Where(entry => entry.Case is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Case!, StringComparer.Ordinal);
        List<(ZooCase Case, RivalView View, string[] Weir)> runs = [];
        foreach (string run in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(run);
            int dash = name.LastIndexOf('-');
            if (dash < 1 || !cases.TryGetValue(name[..dash], out ZooCase? zooCase)
                || zooCase.Verdict is not (Verdict.Suffers or Verdict.Trains))
                continue;
            DiagnosedRun judged = DiagnosedRun.Read(run);
            string[] raised = [.. judged.Findings.Where(finding => finding.Severity >= Severity.Warning).Take(1)
                .SelectMany(finding => finding.Diagnostic.Faults.DefaultIfEmpty(finding.Diagnostic.Name))];
            runs.Add((zooCase, new RivalView(judged.Trace, RunDirectory.ReadMetrics(run)), raised));
        }

        if (runs.Count == 0)
            throw new CaseException($"{folder} holds no run of a case with a known verdict");
        TextTable table = new();
        table.Row("rules", "suffering, raised", "  the injected fault first", "healthy, with an alarm");
        Row("Weir", [.. runs.Select(run => (run.Case, run.Weir, true))]);
        foreach (Rival rival in RivalList.All)
            Row(rival.Name, [.. runs.Select(run => (run.Case, rival.Says(run.View).ToArray(), false))]);
        return table.ToString() + string.Concat(RivalList.All.Select(rival => $"{rival.Name}: {rival.Source}\n"));

        // Of Weir's first finding all faults that it stands for count, of the others the first that they name.
        void Row(string name, (ZooCase Case, string[] Said, bool All)[] said)
        {
            (ZooCase Case, string[] Said, bool All)[] suffering = [.. said.Where(run => run.Case.Verdict == Verdict.Suffers)],
                healthy = [.. said.Where(run => run.Case.Verdict == Verdict.Trains)];
            int first = suffering.Count(run => run.Said.Take(run.All ? run.Said.Length : 1).Contains(run.Case.Fault));
            table.Row(name, new Share(suffering.Count(run => run.Said.Length > 0), suffering.Length).ToString(),
                new Share(first, suffering.Length).ToString(),
                new Share(healthy.Count(run => run.Said.Length > 0), healthy.Length).ToString());
        }
    }
}
