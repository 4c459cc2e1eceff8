using System.CommandLine;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Inference;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir evaluate</c>: how well a trained network does, in full.</summary>
internal static class EvaluateCommand
{
    private const string Training = "training", Validation = "validation", Test = "test";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = TrainedRun.Argument();
        Argument<string?> data = new("DATA")
        {
            Description = "A table with the target's column, a folder with a folder of images for each class (or with images and masks), "
                + "or a text; the run's own test part unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> part = new("--part")
        {
            Description = "Which part of the run's own data; the test part, where there is none the validation part, unless told",
            HelpName = $"{Training}|{Validation}|{Test}",
        };
        part.TakesOneOf(Training, Validation, Test);
        Option<bool> json = new("--json") { Description = "Everything as JSON" };
        Option<int?> worst = RunOptions.Positive("--worst", "How many of the worst samples are told; 10 unless told", 100_000);
        Option<int?> threads = RunOptions.Threads();
        (Option<string> runs, Option<bool> best, Option<string?> folder) = (RunOptions.Runs(), TrainedRun.Best(), RunOptions.Data());
        Command command = new ExampleCommand(
            "evaluate",
            "Say how well a trained network does: accuracy, each class, confusions, calibration; or errors in the target's unit",
            ("weir evaluate churn", "on the test part of its data"),
            ("weir evaluate churn june.csv", "on another table"),
            ("weir evaluate digits-mlp --json", "for machines"))
        {
            run, data, part, json, worst, best, threads, folder, runs,
        };
        command.SetAction(parsed =>
        {
            string place = TrainedRun.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!, parsed.GetValue(best));
            TrainedNetwork network = ProgramParts.OrTold(
                $"NetworkEvaluation.Of(TrainedNetwork.Load({ProgramParts.Quoted(place)}, registry), set)",
                () => TrainedNetwork.Load(place));
            Dataset set = parsed.GetValue(data) is { } file ? EvaluationSet.Read(network, file, remark: told => terminal.Complain(told))
                : PartOf(network, place, parsed.GetValue(part), parsed.GetValue(folder));
            EvaluationReport report = NetworkEvaluation.Of(network, set, worst: parsed.GetValue(worst) ?? 10,
                threads: parsed.GetValue(threads));
            if (parsed.GetValue(json))
                terminal.Tell(report.ToJson().TrimEnd());
            else
                terminal.Write(EvaluationView.Draw(network.Recipe.Name, report, network.Signature.Output, terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Dataset PartOf(TrainedNetwork network, string place, string? part, string? folder)
    {
        (DataRecipe data, string? began) = TrainedRun.DataOf(network, place, out RunRecord? record);
        if (record?.Given?.Contains("data") == true)
            throw new CommandException($"{TrainedRun.Folder(place)}: a program gave this run its data; name a file to evaluate it on, "
                + "or evaluate it from C#");
        DataSplit split = data.Load(folder ?? began);
        Dataset? found = part switch
        {
            Training => split.Training,
            Validation => split.Validation,
            Test => split.Test,
            _ => split.Test ?? split.Validation,
        };
        return found is { Count: > 0 } ? found
            : throw new CommandException($"the data of the recipe has no {part ?? "test"} part; name another with --part, or a file");
    }
}
