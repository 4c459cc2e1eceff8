using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Trains a recipe once for each fold of its data, each a run of its own that can be looked at and resumed as such.</summary>
internal static class FoldedTraining
{
    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How the runs are made; they are named after its name, else the recipe's, and the fold.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="session">How each run is shown, and what is written beside it.</param>
    /// <param name="diagnosis">How the runs are watched; null where nothing is to be looked for.</param>
    /// <param name="open">Starts the run of a fold, or goes on with it.</param>
    /// <returns>The exit code: that of the first run that did not come to its end.</returns>
    public static int Run(Terminal terminal, Recipe recipe, TrainerOptions options, int folds, SessionOptions session,
        DiagnosisOptions? diagnosis, Func<Recipe, TrainerOptions, Trainer> open)
    {
        string name = options.Name ?? recipe.Name;
        List<FoldResult> results = [];
        for (int fold = 1; fold <= folds; fold++)
        {
            Recipe one = recipe with { Name = $"{name}-fold-{fold}", Data = recipe.Data with { Folds = folds, Fold = fold } };
            string? directory = null;
            int code = RunSession.Run(terminal, one.Name, Start, session, _ => diagnosis);
            if (code != ExitCodes.Success)
                return code;
            RunRecord record = RunDirectory.ReadRecord(directory!)!;
            results.Add(new FoldResult(Path.GetFileName(directory!), record.Restored ?? record.Last, record.Test));

            Trainer Start()
            {
                Trainer trainer = open(one, options with { Name = options.Name is null ? null : one.Name });
                directory = trainer.Info.Directory;
                return trainer;
            }
        }

        terminal.Write([Line.Empty, .. FoldsView.Draw(results, terminal.Width)]);
        return ExitCodes.Success;
    }
}
