using System.CommandLine;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir train</c>: trains the network of a recipe.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Option<string?> name = new("--name") { Description = "The name of the run; that of the recipe unless told", HelpName = "NAME" };
        Option<string> runs = RunOptions.Runs();
        Option<int?> threads = RunOptions.Threads();
        Option<long?> seed = RunOptions.Seed("The seed, instead of the recipe's");
        Option<int?> epochs = RunOptions.Positive("--epochs", "Epochs, instead of the recipe's budget");
        Option<int?> folds = RunOptions.Positive("--folds",
            "Cross-validation: a run for each of so many parts",
            1000);
        Option<bool> noFlow = new("--no-flow") { Description = "Do not measure the flow" };
        SessionInput session = new();
        Option<bool> resume = new("--resume") { Description = "Go on with the run of this name if there is one" };
        Command command = new ExampleCommand(
            "train",
            "Train the network of a recipe and show its flow as it happens",
            ("weir train digits-mlp", "the run is kept under runs/"),
            ("weir train digits-mlp --set batch=64 --name b", "one key changed; the run is b"),
            ("weir train digits-mlp --watch", "with a live page beside it"),
            ("weir train digits-mlp --epochs 2 --plain > log", "two epochs in plain lines"))
        {
            input.Recipe, input.Set, input.Data, name, runs, threads, seed, epochs, folds, noFlow, resume,
        };
        session.AddTo(command);
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            if (parsed.GetValue(seed) is { } otherSeed)
                read = read with { Seed = otherSeed };
            if (parsed.GetValue(epochs) is { } otherEpochs)
                read = read with { Budget = new BudgetRecipe { Epochs = otherEpochs } };
            // A misspelt diagnostic is told before a run directory is made.
            DiagnosisOptions? diagnosis = parsed.GetValue(session.NoDiagnosis) ? null : DiagnosisOptions.Of(read);
            TrainerOptions options = new()
            {
                RunsDirectory = parsed.GetValue(runs),
                Name = parsed.GetValue(name),
                DataDirectory = parsed.GetValue(input.Data),
                Threads = parsed.GetValue(threads),
                Time = terminal.Time,
                Cancel = terminal.Cancel,
                Measuring = parsed.GetValue(noFlow) ? false : null,
            };
            if (parsed.GetValue(folds) is { } count)
            {
                if (count < 2)
                    throw new CommandException("--folds takes 2 or more: each is validated on what the others learn from");
                return FoldedTraining.Run(terminal, read, options, count, session.Read(parsed), diagnosis, Open);
            }

            int Train() => RunSession.Run(terminal, read.Name, () => Open(read, options), session.Read(parsed), _ => diagnosis);

            return parsed.GetValue(resume) ? EndedSession.Or(terminal, DirectoryOf(read, options), Train) : Train();

            Trainer Open(Recipe recipe, TrainerOptions how) => parsed.GetValue(resume) ? GoOnOrStart(recipe, how)
                : Trainer.Start(recipe, how);
        });
        return command;
    }

    /// <summary>
    /// Goes on with the run of a name, or starts it. A loop that does so again and again comes to the same directory each time, whatever it
    /// was killed at.
    /// </summary>
    private static Trainer GoOnOrStart(Recipe recipe, TrainerOptions options)
    {
        string name = options.Name ?? recipe.Name, directory = DirectoryOf(recipe, options);
        if (!RunDirectory.Exists(directory))
            return Trainer.Start(recipe, options with { Name = name });
        Compare(directory, recipe);
        return Trainer.Resume(directory, options);
    }

    private static string DirectoryOf(Recipe recipe, TrainerOptions options) =>
        Path.Combine(options.RunsDirectory!, options.Name ?? recipe.Name);

    /// <summary>Refuses to go on with a run by another recipe: what is asked for would be ignored.</summary>
    private static void Compare(string directory, Recipe wanted)
    {
        string file = Path.Combine(directory, "recipe.yaml");
        if (RecipeDifference.Between(ProgramParts.OrTold(ResumeCommand.Call(directory), () => RecipeReader.ReadKept(file)),
            wanted) is not { Count: > 0 } differences)
            return;
        throw new CommandException(
            $"{directory}: the run was started with another recipe; it cannot be resumed as\n  {string.Join("\n  ", differences)}\n"
            + $"Give another --name to start a new run, or change {file} to go on with this one otherwise.");
    }
}
