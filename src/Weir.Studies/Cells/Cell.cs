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

    /// <summary>The recipe without any.</summary>
    internal RecipeDocument Base { get; init; } = null!;

    /// <summary>The changes, in the order in which they are made.</summary>
    internal IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What its numbers are taken of; null where its recipe cannot be read.</summary>
    internal CellGrounds? Grounds => KnownGrounds?.Value;

    internal Lazy<CellGrounds?>? KnownGrounds { get; init; }

    /// <summary>
    /// The recipe with a number that a search tries: set before the changes, so that they meet as many layers as it says, and behind them,
    /// where they give the key a value of their own.
    /// </summary>
    /// <param name="number">The number's change.</param>
    /// <exception cref="RecipeException">It does not fit the recipe.</exception>
    internal RecipeDocument With(SetChange number)
    {
        RecipeDocument document = Base.Copy();
        bool isThere = Fits();
        foreach (Change change in Changes)
            change.Apply(document);
        if (isThere)
            number.ApplyAgain(document);
        else
            number.Apply(document);
        return document;

        // What only a change writes is not there yet.
        bool Fits()
        {
            try
            {
                number.Apply(document);
                return true;
            }
            catch (RecipeException)
            {
                document = Base.Copy();
                return false;
            }
        }
    }
}
