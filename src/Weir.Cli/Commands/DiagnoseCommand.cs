using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;

namespace Weir.Cli.Commands;

/// <summary><c>weir diagnose</c>: names what is wrong in a run from its trace.</summary>
internal static class DiagnoseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> run = new("RUN")
        {
            Description = "A run directory, a name under the folder of runs (the newest of it), or the trace file of any program "
                + "(docs/trace.md); the newest run unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> runs = RunOptions.Runs();
        MachineForm form = new();
        Command command = new ExampleCommand(
            "diagnose",
            $"Name what is wrong in a run, finished or going on, from its trace; exit code {ExitCodes.ErrorFound} if an error is found, "
                + $"{ExitCodes.CouldNotJudge} if too little is known to judge",
            ("weir diagnose", "the newest run under runs/"),
            ("weir diagnose digits-sigmoid-8", "the newest of that name"),
            ("weir diagnose other-program.jsonl", "a trace that another program has written"),
            ("weir diagnose digits-mlp --json", "for machines"))
        {
            run, runs, form.Json, form.Sarif, form.Plain,
        };
        form.Guard(command);
        command.SetAction(parsed =>
        {
            string? name = parsed.GetValue(run);
            string folder = parsed.GetValue(runs)!;
            string path = name is not null && DiagnosedRun.IsRun(name) ? name : RunFolder.Measured(name, folder);
            DiagnosedRun diagnosed = DiagnosedRun.Read(path);
            if (!form.Write(terminal, parsed, diagnosed.Subject, diagnosed.Verdict))
                Show(terminal, diagnosed, File.Exists(Path.Combine(path, "recipe.yaml")) ? path : null);
            return ExitCodes.Of(diagnosed.Verdict);
        });
        return command;
    }

    private static void Show(Terminal terminal, DiagnosedRun run, string? repairable)
    {
        int width = terminal.Width;
        FindingsSubject subject = run.Subject;
        string state = run.Record switch
        {
            { Status: "running" } record => $"so far, at step {Numbers.Count(subject.Step)} of {Numbers.Count(record.TotalSteps)}",
            { } record => $"{Numbers.Count(subject.Step)} of {Numbers.Of(record.TotalSteps, "step")}",
            null => $"{Numbers.Of(subject.Step, "step")}",
        };
        List<Line> lines =
        [
            .. Items.Flow([Line.Empty.Add(subject.Name, Palette.Strong), Line.Empty.Add(ShapeText.Of(subject.Header)),
                Line.Empty.Add(state)], " · ", width),
            Line.Empty,
            .. FindingsView.Draw(run.Findings, width),
            .. run.Findings.Count > 0 ? new[] { Line.Empty } : [],
            .. FindingsView.Close(run.Findings, width, repairable),
            .. WithdrawnView.Draw(run.Verdict, width),
        ];
        if (run.Facts is null)
            lines.AddRange(Items.Wrap("there is no facts.json beside the trace: rules that need the data or the set-up were silent "
                + "(docs/diagnosis.md)", width).Select(line => Line.Empty.Add(line.ToString(), Palette.Quiet)));
        terminal.Write(lines);
    }
}
