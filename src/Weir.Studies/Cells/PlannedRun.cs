using System.Globalization;
using Weir.Training;

namespace Weir.Studies;

/// <summary>A run of a study: a cell with a seed, and in a search with the number that is tried.</summary>
public sealed record PlannedRun
{
    /// <summary>The name of its run directory.</summary>
    public required string Name { get; init; }

    /// <summary>The cell.</summary>
    public required Cell Cell { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The search that wants it and the number that it tries; null for a run of the table.</summary>
    public (Search Search, double Number)? Trial { get; init; }

    /// <summary>The runs of a table, seed by seed, so that every row has something to show early.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cells">Its cells.</param>
    internal static IReadOnlyList<PlannedRun> Of(Study study, IReadOnlyList<Cell> cells) => [.. study.Seeds.SelectMany(seed =>
        cells.Select(cell => Of(cell, seed)))];

    /// <summary>The run of a table.</summary>
    internal static PlannedRun Of(Cell cell, long seed) => new() { Name = $"{cell.Name}.s{seed}", Cell = cell, Seed = seed };

    /// <summary>Its recipe.</summary>
    /// <exception cref="RecipeException">It has faults.</exception>
    public Recipe Recipe()
    {
        RecipeDocument document = Trial is { } trial
            ? Cell.With(SetChange.Of(trial.Search, trial.Number.ToString("R", CultureInfo.InvariantCulture))) : Cell.Document.Copy();
        return document.ToRecipe(Name) with { Name = Name, Seed = Seed };
    }
}
