using System.CommandLine;
using Weir.Pages;

namespace Weir.Cli.Commands;

/// <summary><c>weir report</c>: a run or a study as one HTML file, as a digest in words, or as pictures.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> run = new("RUN")
        {
            Description = "A run directory, a name under the folder of runs (the newest of it), the folder of a study or a repair, or "
                + "the trace file of any program (docs/trace.md); the newest run unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> runs = RunOptions.Runs();
        Option<string?> output = new("--output", "-o")
        {
            Description = "The file to write; report.html in the folder of the run or study unless told",
            HelpName = "FILE",
        };
        Option<string?> beside = new("--beside")
        {
            Description = "Another run, to compare it with: curves on the same axes, a map of differences, the recipes' difference",
            HelpName = "RUN",
        };
        Option<bool> brief = new("--brief")
        {
            Description = "Print a digest in Markdown instead, for issue trackers and language models (at most 256 KB)",
        };
        Option<string?> png = new("--png")
        {
            Description = $"Save the pictures to a folder instead; needs Chromium (or {ReportPictures.Variable})",
            HelpName = "DIR",
        };
        Command command = new ExampleCommand(
            "report",
            "Write a run or a study as one page to look at: verdict, curves, the flow through the layers, findings, tables",
            ("weir report", "report.html in the folder of the newest run"),
            ("weir report other-program.jsonl -o page.html", "of a trace that another program has written"),
            ("weir report digits-mlp --beside digits-sigmoid-8", "two runs on one page"),
            ("weir report batch-norm", "a study: its table, intervals, effects, and the flow of every cell"),
            ("weir report digits-sigmoid-8 --brief > issue.md", "the same in words"))
        {
            run, runs, output, beside, brief, png,
        };
        command.Validators.Add(result =>
        {
            int ways = new[] { result.GetResult(output) is { Implicit: false }, result.GetValue(brief),
                result.GetResult(png) is { Implicit: false } }.Count(way => way);
            if (ways > 1)
                result.AddError("--output, --brief and --png are three ways to tell of a run; give one");
        });
        command.SetAction(parsed =>
        {
            string place = Place(parsed.GetValue(run), parsed.GetValue(runs)!);
            if (parsed.GetValue(brief))
                terminal.Tell(Digest.Of(place).TrimEnd());
            else if (parsed.GetValue(png) is { } folder)
                Pictures(terminal, place, folder);
            else
                terminal.Tell(Report.Write(place, parsed.GetValue(output), parsed.GetValue(beside) is { } other
                    ? Place(other, parsed.GetValue(runs)!) : null, terminal.Time));
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>A trace's file or the folder of a study or a repair as it is, or the newest run of a name, or of all.</summary>
    internal static string Place(string? run, string runs) =>
        run is not null && (File.Exists(run) || File.Exists(Path.Combine(run, "flow.jsonl"))) ? run
            : run is not null && new[] { run, Path.Combine(runs, run) }.FirstOrDefault(Report.IsOfSeveral) is { } several ? several
            : RunFolder.Measured(run, runs);

    private static void Pictures(Terminal terminal, string place, string folder)
    {
        try
        {
            foreach (string file in ReportPictures.Write(place, folder, terminal.Time))
                terminal.Tell(file);
        }
        catch (PictureException error)
        {
            throw new CommandException(error.Message, error);
        }
    }
}
