using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Inference;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir predict</c>: what a trained network says of new samples.</summary>
internal static class PredictCommand
{
    private const int MostTold = 20;
    private const string Skip = "skip", Refuse = "refuse";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = TrainedRun.Argument();
        Argument<string[]> inputs = new("INPUT")
        {
            Description = "Tables, image files, folders of images, or texts, as the network was trained on",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> output = new("--output", "-o")
        {
            Description = "A .csv, .jsonl or .parquet file, or the folder of masks; CSV to standard output unless told",
            HelpName = "FILE",
        };
        Option<string[]> keep = new("--keep")
        {
            Description = "Columns that go to the output as they are, as --keep id --keep name",
            HelpName = "COLUMN",
        };
        Option<string> bad = new("--bad-rows")
        {
            Description = $"What is done with samples that cannot be read: {Refuse} them all, or {Skip} them and tell of each",
            DefaultValueFactory = _ => Refuse,
            HelpName = $"{Refuse}|{Skip}",
        };
        bad.TakesOneOf(Refuse, Skip);
        (Option<string> runs, Option<bool> best, Option<int?> threads) = (RunOptions.Runs(), TrainedRun.Best(), RunOptions.Threads());
        Command command = new ExampleCommand(
            "predict",
            "Say what a trained network makes of new samples: classes with probabilities, or values in their unit",
            ("weir predict churn new.csv", "a row for each row, to standard output"),
            ("weir predict churn new.csv --keep id -o out.csv", "with the column id, to a file"),
            ("weir predict digits-cnn photos/ -o out.jsonl", "all images of a folder"),
            ("weir predict churn big.csv.gz -o out.parquet --bad-rows skip", "a table of any length"))
        {
            run, inputs, output, keep, bad, best, threads, runs,
        };
        command.SetAction(parsed => Predict(
            terminal,
            TrainedRun.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!, parsed.GetValue(best)),
            parsed.GetValue(inputs)!,
            parsed.GetValue(output),
            new FilePredictionOptions { Keep = parsed.GetValue(keep) ?? [], SkipsBadSamples = parsed.GetValue(bad) == Skip },
            new PredictorOptions { Threads = parsed.GetValue(threads) ?? new SimdOptions().Threads }));
        return command;
    }

    private static int Predict(Terminal terminal, string run, string[] inputs, string? output, FilePredictionOptions options,
        PredictorOptions how)
    {
        if (inputs.FirstOrDefault(each => !File.Exists(each) && !Directory.Exists(each)) is { } missing)
            throw new CommandException($"there is no file or folder '{missing}'");
        // Masks may lie in the folder of their images, as long as they have names of their own.
        if (File.Exists(output) && inputs.FirstOrDefault(each => FinalPath.IsSame(each, output)) is { } read)
            throw new CommandException($"{output}: predictions would take the place of '{read}', which they are made of; "
                + "name another file");
        TrainedNetwork network = ProgramParts.OrTold(Call(run), () => TrainedNetwork.Load(run));
        if (output is not null)
        {
            OutputPlace.CheckRun(output);
            OutputPlace.CheckData(output, network, run);
        }

        PredictionFormat? format = output is null ? PredictionFormat.Csv : FormatOf(output);
        Predictor predictor = Predictor.Of(network, how);
        bool ofPixels = MaskPrediction.IsOf(predictor.Signature);
        if (ofPixels && (output is null || format is not null || File.Exists(output)))
            throw new CommandException("the network tells of each pixel of an image: name a folder for the masks, as '-o masks'");
        if (!ofPixels && format is null)
            throw new CommandException($"{output}: predictions are written as .csv, .jsonl or .parquet, not as "
                + $"'{(Path.GetExtension(output) is { Length: > 0 } other ? other : output)}'");
        int told = 0;
        options = options with
        {
            OnBadSample = problem =>
            {
                if (++told <= MostTold)
                    terminal.Complain(problem);
            },
        };
        long started = terminal.Time.GetTimestamp();
        FilePredictionResult result = ofPixels ? MaskPrediction.Run(predictor, inputs, output!, options, terminal.Cancel)
            : output is null ? ToTerminal(terminal, stream => FilePrediction.Run(predictor, inputs, stream, options: options,
                cancel: terminal.Cancel))
            : ToFile(output, stream => FilePrediction.Run(predictor, inputs, stream, format!.Value, options, terminal.Cancel));
        if (result.BadSamples > MostTold)
            terminal.Complain($"and {Numbers.Count(result.BadSamples - MostTold)} more");
        if (result.BadSamples > 0)
            terminal.Complain($"{Numbers.Of(result.BadSamples, "sample")} could not be read and "
                + $"{(result.BadSamples == 1 ? "was" : "were")} left out");
        foreach (string remark in result.Remarks.Take(MostTold))
            terminal.Complain(remark);
        if (output is not null)
        {
            TimeSpan time = terminal.Time.GetElapsedTime(started);
            terminal.Write(Items.Flow(
                [
                    Line.Empty.Add($"{Numbers.Of(result.Samples, ofPixels ? "mask" : "prediction")} in ").Add(output, Palette.Strong),
                    Line.Empty.Add(Numbers.Duration(time)),
                    Line.Empty.Add(result.Samples >= 1000 ? $"{Numbers.About(result.Samples / time.TotalSeconds)} a second" : ""),
                ],
                " · ", terminal.Width));
        }

        // Nothing is what was asked for of nothing alone.
        return result is { Samples: 0, BadSamples: > 0 } ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>How a program loads the network.</summary>
    /// <param name="run">The run.</param>
    public static string Call(string run) =>
        $"Predictor.Load({ProgramParts.Quoted(run)}, new PredictorOptions {{ Registry = registry }})";

    // Null for what is no file of predictions.
    private static PredictionFormat? FormatOf(string output) => Path.GetExtension(output).ToLowerInvariant() switch
    {
        ".csv" => PredictionFormat.Csv,
        ".jsonl" or ".ndjson" => PredictionFormat.JsonLines,
        ".parquet" => PredictionFormat.Parquet,
        _ => null,
    };

    private static FilePredictionResult ToTerminal(Terminal terminal, Func<Stream, FilePredictionResult> predict)
    {
        using WriterStream stream = new(terminal.Out.Profile.Out.Writer);
        return predict(stream);
    }

    /// <summary>A file is there when it is whole; its folder is made.</summary>
    private static FilePredictionResult ToFile(string output, Func<Stream, FilePredictionResult> predict)
    {
        FilePredictionResult? result = null;
        FileException.Guard(output, "the predictions cannot be written", () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            WholeFile.WriteShared(output, stream => result = predict(stream));
        });
        return result!;
    }
}
