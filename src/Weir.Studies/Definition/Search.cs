using System.Globalization;
using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// Looks for the largest number at which each cell trains, by bisection between <see cref="From"/> and <see cref="To"/>: it trains if at
/// least half of the seeds beat the trivial predictor by <see cref="Study.Margin"/>. A number that the cell has itself and trains with is
/// where the bisection goes up from; else that is <see cref="From"/>. Where the ends show that the border is not between them the search
/// goes beyond them, as far as <see cref="Widen"/> says.
/// </summary>
public sealed record Search
{
    /// <summary>What it is called, as in <c>rate</c>; the column is the largest of it.</summary>
    public required string Name { get; init; }

    /// <summary>The path of the key, as in <c>optimizer.*.rate</c> or <c>model[hidden].repeat</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The smallest that is tried first, above 0.</summary>
    public required double From { get; init; }

    /// <summary>The largest that is tried first.</summary>
    public required double To { get; init; }

    /// <summary>Whether only whole numbers are tried, as for a depth. Default false.</summary>
    public bool Whole { get; init; }

    /// <summary>
    /// When the search ends: the smallest number that does not train is at most this many times the largest that does. Default 1.5; whole
    /// numbers that follow each other always end it.
    /// </summary>
    public double Within { get; init; } = 1.5;

    /// <summary>
    /// How many times its ends the search may go beyond, in two steps: below <see cref="From"/> where no number between the ends trains,
    /// above <see cref="To"/> where that trains. 1 for not at all. Null for 100, and with whole numbers not at all above <see cref="To"/>,
    /// since a network so much deeper takes so much longer. Default null.
    /// </summary>
    public double? Widen { get; init; }

    /// <summary>Where its path was written; nowhere for one that was made in C#.</summary>
    internal RecipePlace Place { get; init; }

    /// <summary>The number that a cell has without the search; null where it has none or several, or not between the limits.</summary>
    internal double? NumberOf(Cell cell)
    {
        try
        {
            double?[] numbers = [.. RecipePath.Parse(Path, Place).Find(cell.Document.Copy())
                .Select(slot => slot.Value is YamlScalarNode { Value: { } text }
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : (double?)null)
                .Distinct()];
            return numbers is [{ } only] && only > From && only < To ? only : null;
        }
        catch (RecipeException)
        {
            return null;
        }
    }
}
