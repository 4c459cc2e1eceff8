using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Commands;

/// <summary><c>weir augment</c>: random changes of the samples that let a recipe do better, learnt and proved.</summary>
internal static class AugmentCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        PolicyOptions usual = new();
        Option<double> budget = new("--budget")
        {
            Description = $"What it may cost, in trainings of the recipe; {usual.LeastBudget} or more",
            HelpName = "N",
            DefaultValueFactory = _ => usual.Budget,
        };
        budget.TakesNumber($"a number of trainings, {usual.LeastBudget} or more", number => number >= usual.LeastBudget);
        Option<long?> seed = RunOptions.Seed("The seed of what the search draws; 1 unless told");
        Option<bool> apply = new("--apply") { Description = "Write the policy into the recipe's file" };
        Option<string?> name = new("--name")
        {
            Description = "The name of the search's folder; the recipe's with -augment unless told",
            HelpName = "NAME",
        };
        Option<string> runs = RunOptions.Runs();
        Option<int?> workers = RunOptions.Positive("--workers", "Runs side by side; one for each processor unless told");
        Option<bool> json = new("--json") { Description = "The result as JSON" };
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "augment",
            "Learn which random changes of samples let a recipe do better, and prove it: on samples and seeds that nothing was chosen by",
            ("weir augment digits-mlp", "what helps, and how strong; or that nothing does"),
            ("weir augment my.yaml --apply", "and written into the file, as entries of 'augment'"),
            ("weir augment my.yaml --budget 100", "a longer search and a sharper proof"))
        {
            input.Recipe, input.Set, input.Data, budget, seed, apply, name, runs, workers, json, plain,
        };
        command.SetAction(parsed =>
        {
            RepairSubject subject = RepairSubject.Find(parsed.GetValue(input.Recipe)!, parsed.GetValue(runs)!,
                parsed.GetValue(input.Set)!, "search", "augmented", nameof(PolicyRunner));
            if (parsed.GetValue(apply) && subject.File is null)
                throw new CommandException($"--apply: {subject.NotWritten}");
            PolicyOptions options = new()
            {
                Budget = parsed.GetValue(budget),
                Seed = parsed.GetValue(seed) ?? usual.Seed,
                RunsDirectory = parsed.GetValue(runs)!,
                Name = parsed.GetValue(name),
                DataDirectory = parsed.GetValue(input.Data),
                Workers = parsed.GetValue(workers),
                Time = terminal.Time,
            };
            bool asJson = parsed.GetValue(json);
            using IDisposable hold = terminal.Leaving.Hold();
            PolicyResult result;
            try
            {
                result = asJson ? PolicyRunner.Run(subject.Request, options, null, terminal.Cancel)
                    : RepairSession.Run(terminal, parsed.GetValue(plain), new RepairLines(terminal.Tell), observer =>
                        PolicyRunner.Run(subject.Request, options, observer, terminal.Cancel));
            }
            catch (OperationCanceledException)
            {
                terminal.Say("stopped; everything is kept. The same command goes on with it");
                return ExitCodes.Interrupted;
            }

            PolicyReport report = result.Report;
            if (asJson)
                terminal.Tell(report.ToJson().TrimEnd());
            else
                terminal.Write([Line.Empty, .. PolicyView.Draw(report, result.Folder, terminal.Width)]);
            if (parsed.GetValue(apply) && report.Status == PolicyStatus.Better)
            {
                subject.Apply(result.Text, Path.Combine(result.Folder, "augmented.yaml"));
                if (!asJson)
                    terminal.Tell($"written into {subject.File}");
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
