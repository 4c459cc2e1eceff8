using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Commands;

/// <summary><c>weir repair</c>: the smallest change of a recipe that makes it train, with proof.</summary>
internal static class RepairCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> recipe = new("RECIPE")
        {
            Description = "A YAML file, the name of a recipe in recipes/ or of 'weir new', or a run",
        };
        RecipeInput input = new();
        Option<double> budget = new("--budget")
        {
            Description = "What it may cost, in trainings of the recipe; 2 or more",
            HelpName = "N",
            DefaultValueFactory = _ => new RepairOptions().Budget,
        };
        budget.TakesNumber("a number of trainings, 2 or more", number => number >= 2);
        Option<string> strategy = new("--strategy")
        {
            Description = "What chooses trials: weir (by findings), random or fixed",
            HelpName = "NAME",
            DefaultValueFactory = _ => "weir",
        };
        strategy.TakesOneOf("weir", "random", "fixed");
        Option<long?> seed = RunOptions.Seed("The seed of what a repair draws; 1 unless told");
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "List what would be tried; nothing is trained",
        };
        Option<bool> apply = new("--apply") { Description = "Write the repaired recipe into its file" };
        Option<string?> name = new("--name")
        {
            Description = "The name of the repair's folder; the recipe's with -repair unless told",
            HelpName = "NAME"
        };
        Option<string> runs = RunOptions.Runs();
        Option<int?> workers = RunOptions.Positive("--workers", "Runs side by side; one for each processor unless told");
        Option<bool> json = new("--json") { Description = "The certificate as JSON" };
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "repair",
            $"Find the smallest change that makes a recipe train, and prove it on fresh seeds; exit code {ExitCodes.ErrorFound} if it "
                + $"does not train and nothing could be proved",
            ("weir repair digits-sigmoid-8", "what is wrong is tried out, and what helps is proved"),
            ("weir repair my.yaml --apply", "and written into the file, with a comment on each change"),
            ("weir repair my-run", "the same from a run, which is not trained again"),
            ("weir repair my.yaml --dry-run", "what would be tried"),
            ("weir repair my.yaml --strategy random", "the same by chance, to compare"))
        {
            recipe, input.Set, input.Data, budget, strategy, seed, dryRun, apply, name, runs, workers, json, plain,
        };
        command.SetAction(parsed =>
        {
            RepairSubject subject = RepairSubject.Find(parsed.GetValue(recipe)!, parsed.GetValue(runs)!, parsed.GetValue(input.Set)!,
                "repair", "repaired", nameof(RepairRunner));
            if (parsed.GetValue(apply) && subject.File is null)
                throw new CommandException($"--apply: {subject.NotWritten}");
            RepairOptions options = new()
            {
                Budget = parsed.GetValue(budget),
                Strategy = Enum.Parse<RepairStrategy>(parsed.GetValue(strategy)!, ignoreCase: true),
                Seed = parsed.GetValue(seed) ?? 1,
                RunsDirectory = parsed.GetValue(runs)!,
                Name = parsed.GetValue(name),
                DataDirectory = parsed.GetValue(input.Data),
                Workers = parsed.GetValue(workers),
                Time = terminal.Time,
            };
            if (parsed.GetValue(dryRun))
            {
                IReadOnlyList<Hypothesis> plan = RepairRunner.Plan(subject.Request, options);
                if (parsed.GetValue(json))
                    terminal.Tell(RepairRunner.ToJson(plan).TrimEnd());
                else
                    terminal.Write(RepairView.Plan(plan, terminal.Width));
                return ExitCodes.Success;
            }

            bool asJson = parsed.GetValue(json);
            using IDisposable hold = terminal.Leaving.Hold();
            RepairResult result;
            try
            {
                result = asJson ? RepairRunner.Run(subject.Request, options, null, terminal.Cancel)
                    : RepairSession.Run(terminal, subject.Request, options, parsed.GetValue(plain));
            }
            catch (OperationCanceledException)
            {
                terminal.Say("stopped; everything is kept. The same command goes on with it");
                return ExitCodes.Interrupted;
            }

            Certificate certificate = result.Certificate;
            if (asJson)
                terminal.Tell(certificate.ToJson().TrimEnd());
            else
                terminal.Write([Line.Empty, .. RepairView.Draw(certificate, result.Folder, terminal.Width)]);
            if (!asJson && certificate.Status == RepairStatus.Repaired
                && PageFile.Write(terminal, result.Folder, "the repair") is { } page)
                terminal.Tell($"as a page: {page}");
            if (parsed.GetValue(apply) && certificate.Status == RepairStatus.Repaired)
            {
                subject.Apply(result.Text, Path.Combine(result.Folder, "repaired.yaml"));
                if (!asJson)
                    terminal.Tell($"written into {subject.File}");
            }

            return certificate.Status is RepairStatus.NotRepaired or RepairStatus.DataFault ? ExitCodes.ErrorFound : ExitCodes.Success;
        });
        return command;
    }
}
