using Weir.Training;

namespace Weir.Studies;

/// <summary>A row of a study: a network with a level of each factor. It is run with every seed.</summary>
public sealed record Cell
{
    /// <summary>Its name, which the names of its runs begin with.</summary>
    public required string Name { get; init; }

    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>The level of each factor, in the order of the factors.</summary>
    public required ValueList<(string Factor, string Level)> Levels { get; init; }

    /// <summary>What the rows are called in tables: the network where there are several, and the levels.</summary>
    public override string ToString() => string.Join(" · ", Levels.Select(level => level.Level).Prepend(Network));

    /// <summary>The recipe with all changes, not yet read.</summary>
    internal RecipeDocument Document { get; init; } = null!;
}
