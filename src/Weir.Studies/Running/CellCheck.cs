using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Whether every cell can be run, before anything is.</summary>
internal static class CellCheck
{
    /// <summary>Reads the recipe of each cell and builds its network.</summary>
    /// <exception cref="RecipeException">The faults of all cells.</exception>
    public static void Check(Study study, IReadOnlyList<Cell> cells, SharedData data)
    {
        List<RecipeError> errors = [];
        foreach (Cell cell in cells)
        {
            try
            {
                Recipe recipe = new PlannedRun { Name = cell.Name, Cell = cell, Seed = study.Seeds[0] }.Recipe();
                Dataset training = data.Of(recipe).Training;
                TaskContract.Check(recipe, recipe.Loss.Loss(), training);
                _ = NetworkBuilder.Build(recipe, training.InputShape, training.Targets);
                _ = recipe.Loss.Loss();
                foreach (Search search in study.Largest)
                    _ = new PlannedRun { Name = cell.Name, Cell = cell, Seed = study.Seeds[0], Trial = (search, search.From) }.Recipe();
            }
            catch (RecipeException error)
            {
                errors.AddRange(error.Errors.Select(each => each with { Message = $"{each.Message} (cell {cell})" }));
            }
        }

        if (errors.Count > 0)
            throw new RecipeException([.. errors
                .DistinctBy(error => (error.Place.File, error.Place.Line, error.Message[..error.Message.LastIndexOf('(')]))]);
    }
}
