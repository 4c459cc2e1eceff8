using Weir.Training;

namespace Weir.Studies;

/// <summary>Names levels of some factors; the factor <c>network</c> stands for the networks.</summary>
/// <param name="Levels">Factor and level.</param>
public sealed record CellPattern(ValueList<(string Factor, string Level)> Levels)
{
    /// <summary>The factor that stands for the networks.</summary>
    public const string Network = "network";

    /// <summary>Whether a cell has all these levels.</summary>
    internal bool Fits(Cell cell) =>
        Levels.All(level => level.Factor == Network ? cell.Network == level.Level : cell.Levels.Any(own => own == level));
}
