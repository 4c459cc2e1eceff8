using System.CommandLine;
using Weir.Pages;

namespace Weir.Cli.Commands;

/// <summary><c>weir export</c>: a run's network and numbers for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = new("RUN")
        {
            Description = "A run directory, a name under the folder of runs (the newest of it), a checkpoint (.safetensors), whose "
                + "network is written, or the trace file of any program (docs/trace.md), of which the numbers are",
        };
        (Option<string> runs, Option<bool> best) = (RunOptions.Runs(), TrainedRun.Best());
        Option<string?> csv = new("--csv")
        {
            Description = "Write steps.csv, layers.csv, parameters.csv and epochs.csv to a folder",
            HelpName = "DIR",
        };
        Option<string?> parquet = new("--parquet")
        {
            Description = "Write the same tables as Parquet files to a folder",
            HelpName = "DIR",
        };
        Option<string?> board = new("--tensorboard")
        {
            Description = "Write an event file for TensorBoard to its folder of logs",
            HelpName = "DIR",
        };
        Option<string?> onnx = new("--onnx")
        {
            Description = "Write the network as an ONNX file, with its scaling in it",
            HelpName = "FILE",
        };
        Option<string?> weights = new("--safetensors")
        {
            Description = "Write the network's weights with PyTorch's names and layout",
            HelpName = "FILE",
        };
        Command command = new ExampleCommand(
            "export",
            "Write a run's network or numbers for other programs",
            ("weir export digits-mlp --onnx digits.onnx", "the network, for ONNX Runtime and its kin"),
            ("weir export digits-mlp --best --onnx digits.onnx", "the network that did best on the validation part"),
            ("weir export digits-mlp --csv numbers", "four CSV files in numbers/"),
            ("weir export digits-mlp --tensorboard logs", "an event file; look at it with  tensorboard --logdir logs"))
        {
            run, runs, onnx, weights, best, csv, parquet, board,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { onnx, weights, csv, parquet, board }.All(option => result.GetResult(option) is null or { Implicit: true }))
                result.AddError("say what to write: --onnx FILE, --safetensors FILE, --csv DIR, --parquet DIR or --tensorboard DIR");
            if (result.GetValue(best) && new[] { onnx, weights }.All(option => result.GetResult(option) is null or { Implicit: true }))
                result.AddError("--best says which network is written; it goes with --onnx or --safetensors");
            // A recipe or a table that is named by mistake is not written over.
            foreach ((Option<string?> option, string ending) in new[] { (onnx, ".onnx"), (weights, ".safetensors") })
            {
                if (result.GetValue(option) is { } file && !file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                    result.AddError($"{option.Name}: the name of '{file}' must end in {ending}");
            }
        });
        command.SetAction(parsed =>
        {
            foreach (string written in new[] { parsed.GetValue(onnx), parsed.GetValue(weights) }.OfType<string>())
                OutputPlace.CheckRun(written);
            if (parsed.GetValue(onnx) is { } file)
                terminal.Tell(NetworkExport.Onnx(Network(), file));
            if (parsed.GetValue(weights) is { } tensors)
                terminal.Tell(NetworkExport.Weights(Network(), tensors));
            if (new[] { csv, parquet, board }.All(option => parsed.GetValue(option) is null))
                return ExitCodes.Success;
            string place = ReportCommand.Place(parsed.GetValue(run)!, parsed.GetValue(runs)!);
            if (parsed.GetValue(csv) is { } tables)
            {
                foreach (string table in CsvExport.Write(place, tables))
                    terminal.Tell(table);
            }

            if (parsed.GetValue(parquet) is { } frames)
            {
                foreach (string table in ParquetExport.Write(place, frames))
                    terminal.Tell(table);
            }

            if (parsed.GetValue(board) is { } logs)
                terminal.Tell(TensorBoardExport.Write(place, logs, terminal.Time));
            return ExitCodes.Success;

            string Network() => TrainedRun.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!, parsed.GetValue(best));
        });
        return command;
    }
}
