using System.CommandLine;
using Weir.Pages;

namespace Weir.Cli.Commands;

/// <summary><c>weir export</c>: a run's numbers for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = new("RUN")
        {
            Description = "A run directory, a name under the folder of runs (the newest of it), or the trace file of any program "
                + "(docs/trace.md)",
        };
        Option<string> runs = RunOptions.Runs();
        Option<string?> csv = new("--csv")
        {
            Description = "Write steps.csv, layers.csv, parameters.csv and epochs.csv to a folder",
            HelpName = "DIR",
        };
        Option<string?> board = new("--tensorboard")
        {
            Description = "Write an event file for TensorBoard to its folder of logs",
            HelpName = "DIR",
        };
        Command command = new ExampleCommand(
            "export",
            "Write a run's numbers for spreadsheets, data frames and TensorBoard",
            ("weir export digits-mlp --csv numbers", "four CSV files in numbers/"),
            ("weir export digits-mlp --tensorboard logs", "an event file; look at it with  tensorboard --logdir logs"))
        {
            run, runs, csv, board,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(csv) is null or { Implicit: true } && result.GetResult(board) is null or { Implicit: true })
                result.AddError("say what to write: --csv DIR or --tensorboard DIR");
        });
        command.SetAction(parsed =>
        {
            string place = ReportCommand.Place(parsed.GetValue(run)!, parsed.GetValue(runs)!);
            if (parsed.GetValue(csv) is { } tables)
            {
                foreach (string file in CsvExport.Write(place, tables))
                    terminal.Tell(file);
            }

            if (parsed.GetValue(board) is { } logs)
                terminal.Tell(TensorBoardExport.Write(place, logs, terminal.Time));
            return ExitCodes.Success;
        });
        return command;
    }
}
