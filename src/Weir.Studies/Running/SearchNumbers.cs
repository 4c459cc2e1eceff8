using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Which numbers a search tries besides those that bisection gives.</summary>
internal static class SearchNumbers
{
    /// <summary>How far a search goes beyond its ends where it does not say.</summary>
    public const double UsualWidening = 100;

    // Between the ends, where neither trains: at a quarter, the half and three quarters of the way.
    private const int Parts = 4;

    private static readonly ConditionalWeakTable<Cell, ConcurrentDictionary<(Search Search, double Number), bool>> s_read = [];

    /// <summary>The number between two of which the smaller trains; null where they are near enough.</summary>
    public static double? Between(Search search, double low, double high) =>
        high <= low * search.Within ? null : Inside(search, Math.Sqrt(low * high), low, high);

    /// <summary>Numbers between the ends, from the largest down, for where neither end trains.</summary>
    public static IReadOnlyList<double> Inner(Search search) => [.. Enumerable.Range(1, Parts - 1)
        .Select(part => Inside(search, search.To * Math.Pow(search.From / search.To, (double)part / Parts), search.From, search.To))
        .OfType<double>().Distinct()];

    /// <summary>Numbers above the ends, the next one first, for where the top trains.</summary>
    public static IReadOnlyList<double> Above(Search search, Cell cell) => Beyond(search, cell, search.To,
        search.Widen ?? (search.Whole ? 1 : UsualWidening), 1);

    /// <summary>Numbers below the ends, the next one first, for where none between them trains.</summary>
    public static IReadOnlyList<double> Below(Search search, Cell cell) => Beyond(search, cell, search.From,
        search.Widen ?? UsualWidening, -1);

    /// <summary>How many numbers bisection tries at most.</summary>
    public static int Steps(Search search, double low, double high) => high <= low * search.Within ? 0
        : (int)Math.Ceiling(Math.Log2(Math.Log(high / low) / Math.Log(search.Within)));

    private static double? Inside(Search search, double number, double low, double high)
    {
        if (search.Whole)
            number = Math.Clamp(Math.Round(number), Math.Floor(low) + 1, Math.Max(Math.Floor(low) + 1, Math.Ceiling(high) - 1));
        else
            number = Rounded(number);
        return number > low && number < high ? number : null;
    }

    private static List<double> Beyond(Search search, Cell cell, double end, double times, int direction)
    {
        List<double> numbers = [];
        for (int half = 1; half <= 2; half++)
        {
            double number = end * Math.Pow(times, direction * half / 2.0);
            number = search.Whole ? Math.Max(1, Math.Round(number)) : Rounded(number);
            double last = numbers.Count > 0 ? numbers[^1] : end;
            // A number that the recipe cannot have, as a share above 1, is beyond the bound.
            if ((number - last) * direction <= 0 || !CanBe(search, cell, number))
                break;
            numbers.Add(number);
        }

        return numbers;
    }

    private static bool CanBe(Search search, Cell cell, double number) => s_read.GetOrCreateValue(cell).GetOrAdd((search, number), _ =>
    {
        try
        {
            SearchState.Trial(cell, search, number, 1).Recipe();
            return true;
        }
        catch (RecipeException)
        {
            return false;
        }
    });

    private static double Rounded(double number) =>
        double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
