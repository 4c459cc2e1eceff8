using System.Globalization;

namespace Weir.Studies;

/// <summary>
/// How far a search has come in a cell. It is worked out from what the trials have yielded alone, so that several processes agree on what
/// is to be tried next.
/// </summary>
public sealed record SearchState
{
    /// <summary>The search.</summary>
    public required Search Search { get; init; }

    /// <summary>The largest number so far that trains; null where none does.</summary>
    public double? Largest { get; init; }

    /// <summary>The smallest number above it that does not train; null where none fails.</summary>
    public double? Failing { get; init; }

    /// <summary>The number to try next; null when the search is over.</summary>
    public double? Next { get; init; }

    /// <summary>The trials of the next number that have no result yet.</summary>
    internal IReadOnlyList<PlannedRun> Wanted { get; init; } = [];

    /// <summary>The trials that there may still be, at most.</summary>
    internal int MostLeft { get; init; }

    /// <summary>The trials that have ended, number by number in the order in which they were tried.</summary>
    internal IReadOnlyList<PlannedRun> Ended { get; init; } = [];

    /// <summary>The smallest and the largest number that were tried, and how many there were.</summary>
    public (double Least, double Most, int Count) Tried { get; init; }

    /// <summary>The state after some trials.</summary>
    internal static SearchState Of(Study study, Cell cell, Search search, IReadOnlyDictionary<string, RunYield> yields) =>
        new SearchCourse(study, cell, search, yields).State();

    /// <summary>The largest number as text, with what is known of its limits.</summary>
    public override string ToString()
    {
        if (Largest is { } largest)
            return Failing is null ? $"≥ {Number(largest)}" : Number(largest);
        return Tried.Count == 1 ? $"none trains at {Number(Tried.Least)}"
            : $"none trains from {Number(Tried.Least)} to {Number(Tried.Most)} ({Tried.Count} tried)";
    }

    internal static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture)
        .Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e", StringComparison.Ordinal)
        .Replace("E-", "e-", StringComparison.Ordinal).Replace("E+", "e", StringComparison.Ordinal);

    /// <summary>The numbers that a search may try first: its ends and some between them, which are not all whole where numbers need not
    /// be.</summary>
    internal static IEnumerable<double> FirstOf(Search search)
    {
        double?[] between = SearchNumbers.Between(search, search.From, search.To) is not { } middle ? []
            : [middle, SearchNumbers.Between(search, search.From, middle), SearchNumbers.Between(search, middle, search.To)];
        return [search.From, search.To, .. between.OfType<double>(), .. SearchNumbers.Inner(search)];
    }

    /// <summary>The trial that a run directory holds by its name; null where it is none of a search in a cell.</summary>
    internal static PlannedRun? TrialOf(Cell cell, Search search, string name)
    {
        string begin = $"{cell.Name}.{search.Name}-";
        int end = name.LastIndexOf(".s", StringComparison.Ordinal);
        return end > begin.Length && name.StartsWith(begin, StringComparison.Ordinal)
            && double.TryParse(name.AsSpan(begin.Length, end - begin.Length), CultureInfo.InvariantCulture, out double number)
            && long.TryParse(name.AsSpan(end + 2), CultureInfo.InvariantCulture, out long seed)
            && Trial(cell, search, number, seed) is var trial && trial.Name == name ? trial : null;
    }

    /// <summary>A number as names of runs have it: three digits where they are all of it, so that no two numbers share a run.</summary>
    private static string NameOf(double number) => Number(number) is var brief
        && double.Parse(brief, CultureInfo.InvariantCulture) == number ? brief : number.ToString("R", CultureInfo.InvariantCulture)
            .Replace("E+", "e", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);

    /// <summary>The run that tries a number.</summary>
    internal static PlannedRun Trial(Cell cell, Search search, double number, long seed) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"{cell.Name}.{search.Name}-{NameOf(number)}.s{seed}"),
        Cell = cell,
        Seed = seed,
        Trial = (search, number),
    };
}
