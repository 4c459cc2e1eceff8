using System.CommandLine;
using Weir.Pages;

namespace Weir.Cli.Commands;

/// <summary><c>weir report</c>: a run as one HTML file.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = new("RUN") { Description = "A run directory, its name under the folder of runs, or the trace file of any program (docs/trace.md)" };
        Option<string> runs = RunOptions.Runs();
        Option<string?> output = new("--output", "-o") { Description = "The file to write; report.html in the run's folder unless told", HelpName = "FILE" };
        Command command = new ExampleCommand(
            "report",
            "Write a run as one page to look at: verdict, curves, the flow through the layers, findings, recipe",
            ("weir report digits-sigmoid-8", "report.html in the folder of the run"),
            ("weir report other-program.jsonl -o page.html", "of a trace that another program has written"))
        {
            run, runs, output,
        };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(run)!;
            string place = File.Exists(name) ? name : RunFolder.Find(name, parsed.GetValue(runs)!);
            terminal.Tell(Report.Write(place, parsed.GetValue(output), terminal.Time));
            return ExitCodes.Success;
        });
        return command;
    }
}
