using Weir.Training;

namespace Weir.Studies;

/// <summary>Whether every cell can be run, before anything is.</summary>
internal static class CellCheck
{
    /// <summary>Makes the cells, reads the recipe of each, loads its data and builds its network.</summary>
    /// <exception cref="RecipeException">The faults of all cells, of every kind, those of their data as well. What several cells have is
    /// told once, with the first of them.</exception>
    public static IReadOnlyList<Cell> Cells(Study study, SharedData data)
    {
        List<RecipeError> all = [];
        ChangeFaults changes = new(), whole = new();
        HashSet<(string?, int, int, string)> told = [];
        IReadOnlyList<Cell> cells = CellPlan.Of(study, changes);
        // The short form may leave out the network that a change is for.
        if (study.Whole is { } form)
            _ = CellPlan.Of(form, whole);
        foreach (RecipeError error in changes.Errors.Concat((study.Whole is null ? changes : whole).Idle).Where(IsNew))
            all.Add(error);
        foreach (Cell cell in cells)
        {
            foreach ((RecipeError error, string fault) in Errors(study, cell, data))
            {
                if (IsOther(error, fault))
                    all.Add(error with { Message = $"{error.Message} (cell {cell})" });
            }
        }

        if (all.Count == 0)
            all.AddRange(MeasureCheck.Errors(study, cells, data));
        return all.Count == 0 ? cells : throw new RecipeException([.. all.OrderBy(error => error.Place.File, StringComparer.Ordinal)
            .ThenBy(error => error.Place.Line).ThenBy(error => error.Place.Column)]);

        bool IsNew(RecipeError error) => IsOther(error, error.Message);

        bool IsOther(RecipeError error, string fault) => told.Add((error.Place.File, error.Place.Line, error.Place.Column, fault));
    }

    /// <summary>The faults of a cell, each with what it has in common with the same fault of another cell.</summary>
    private static IEnumerable<(RecipeError Error, string Fault)> Errors(Study study, Cell cell, SharedData data)
    {
        try
        {
            Recipe recipe = data.RecipeOf(PlannedRun.Of(cell, study.Seeds[0]));
            return Faults(recipe, data).Select(each => Placed(each, document => Faults(document.ToRecipe(cell.Name), data)))
                .Concat(study.Largest.SelectMany(search => Errors(cell, search, study.Seeds[0]))
                    .Select(each => (each, Cause(each.Message))));
        }
        catch (RecipeException error)
        {
            return error.Errors.Select(each => Placed((each, Written(each.Message)), document =>
            {
                _ = document.ToRecipe(cell.Name);
                return [];
            }));
        }

        (RecipeError Error, string Fault) Placed((RecipeError Error, string Fault) fault,
            Func<RecipeDocument, IEnumerable<(RecipeError, string Fault)>> faults) =>
            (FaultOrigin.Placed(cell, fault.Error, document => Has(fault.Fault, () => faults(document))), fault.Fault);

        static bool Has(string fault, Func<IEnumerable<(RecipeError, string Fault)>> faults)
        {
            try
            {
                return faults().Any(each => each.Fault == fault);
            }
            catch (RecipeException error)
            {
                return error.Errors.Any(each => Written(each.Message) == fault);
            }
        }
    }

    private static IEnumerable<(RecipeError Error, string Fault)> Faults(Recipe recipe, SharedData data) =>
        SetupFaults.Of(recipe, () => data.Of(recipe), () => data.FormOf(recipe)).Select(each => (each, Cause(each.Message)));

    /// <summary>What a fault of a network says before the shapes on the way to it, which differ from cell to cell.</summary>
    private static string Cause(string message) => message.IndexOf("; the shapes", StringComparison.Ordinal) is >= 0 and var shapes
        ? message[..shapes] : message;

    /// <summary>
    /// What a fault of a recipe says of what is written at its place: the word that it names, else what stands behind the path. An entry
    /// has another number where layers were put before it, and a function is a layer where one was put between it and its product.
    /// </summary>
    private static string Written(string message)
    {
        int open = message.IndexOf('\''), close = message.IndexOf('\'', open + 1), path = message.IndexOf(": ", StringComparison.Ordinal);
        return open >= 0 && close > open ? message[open..close] : path < 0 ? message : message[path..];
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
                return found.Errors.Select(each => new RecipeError(search.Place, $"{what}{each.Message}", each.Suggestion));
            }
        }

        return [];
    }
}
