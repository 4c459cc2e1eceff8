using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Whether every cell can be run, before anything is.</summary>
internal static class CellCheck
{
    /// <summary>Makes the cells, reads the recipe of each and builds its network.</summary>
    /// <exception cref="RecipeException">The faults of all cells, of every kind.</exception>
    public static IReadOnlyList<Cell> Cells(Study study, SharedData data)
    {
        List<RecipeError> changes = [], errors = [];
        IReadOnlyList<Cell> cells = CellPlan.Of(study, changes);
        foreach (Cell cell in cells)
        {
            try
            {
                Recipe recipe = data.RecipeOf(new PlannedRun { Name = cell.Name, Cell = cell, Seed = study.Seeds[0] });
                Dataset training = data.Of(recipe).Training;
                TaskContract.Check(recipe, recipe.Loss.Loss(), training);
                _ = NetworkBuilder.Build(recipe, training.InputShape, training.Targets);
                _ = recipe.Loss.Loss();
                foreach (Search search in study.Largest)
                    errors.AddRange(Errors(cell, search, study.Seeds[0]));
            }
            catch (RecipeException error)
            {
                errors.AddRange(error.Errors.Select(each => each with { Message = $"{each.Message} (cell {cell})" }));
            }
        }

        RecipeError[] all = [.. changes.DistinctBy(error => error.ToString()), .. errors
            .DistinctBy(error => (error.Place.File, error.Place.Line, error.Message[..error.Message.LastIndexOf('(')]))];
        return all.Length == 0 ? cells : throw new RecipeException([.. all.OrderBy(error => error.Place.File, StringComparer.Ordinal)
            .ThenBy(error => error.Place.Line).ThenBy(error => error.Place.Column)]);
    }

    /// <summary>The faults of the recipes with the ends of a search and the number between them, which all may be tried.</summary>
    private static IEnumerable<RecipeError> Errors(Cell cell, Search search, long seed)
    {
        foreach (double number in SearchState.FirstOf(search))
        {
            RecipeException? found = null;
            try
            {
                _ = new PlannedRun { Name = cell.Name, Cell = cell, Seed = seed, Trial = (search, number) }.Recipe();
            }
            catch (RecipeException error)
            {
                found = error;
            }

            if (found is not null)
            {
                string what = $"largest: {search.Name}: with {SearchState.Number(number)}: ";
                return found.Errors.Select(each => new RecipeError(search.Place, $"{what}{each.Message} (cell {cell})", each.Suggestion));
            }
        }

        return [];
    }
}
