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

    /// <summary>The state after some trials.</summary>
    internal static SearchState Of(Study study, Cell cell, Search search, IReadOnlyDictionary<string, RunYield> yields)
    {
        double low = search.From, high = search.To;
        double? largest = null, failing = null;
        // From the top: where the largest trains there is nothing to look for. Then the number that the cell has itself, of which the runs
        // of the table tell: the bottom may be too small to train. Then the bottom, then between.
        double? own = search.NumberOf(cell), next = high;
        bool isOwn = false;
        while (next is { } number)
        {
            PlannedRun[] runs = [.. study.Seeds.Select(seed => isOwn ? PlannedRun.Of(cell, seed) : Trial(cell, search, number, seed))];
            PlannedRun[] open = [.. runs.Where(run => !yields.ContainsKey(run.Name))];
            int trained = runs.Count(run => yields.TryGetValue(run.Name, out RunYield? yield) && yield.Trained);
            // Half of the seeds: it may be settled before the last one has ended.
            bool trains = trained * 2 >= runs.Length, fails = (trained + open.Length) * 2 < runs.Length, isTop = number == search.To;
            if (!trains && !fails)
                return new SearchState
                {
                    Search = search,
                    Largest = largest,
                    Failing = failing,
                    Next = next,
                    // The runs of the table are made without being asked for.
                    Wanted = isOwn ? [] : open,
                    MostLeft = (isOwn ? 0 : open.Length) + (study.Seeds.Count * (Steps(search, low, high) + (isTop || isOwn ? 1 : 0))),
                };
            if (trains)
                (largest, low) = (number, number);
            else if (!isOwn)
                (failing, high) = (number, number);
            next = isTop ? (trains ? null : own ?? search.From) : trains ? Between(search, low, high)
                : isOwn ? search.From : number == search.From ? null : Between(search, low, high);
            isOwn = isTop && own is not null;
        }

        return new SearchState { Search = search, Largest = largest, Failing = failing };
    }

    /// <summary>The largest number as text, with what is known of its limits.</summary>
    public override string ToString()
    {
        if (Largest is not { } largest)
            return $"none trains at {Number(Search.From)}";
        return largest == Search.To ? $"≥ {Number(largest)}" : Number(largest);
    }

    internal static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture)
        .Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e", StringComparison.Ordinal);

    private static double? Between(Search search, double low, double high)
    {
        if (high <= low * search.Within)
            return null;
        double middle = Math.Sqrt(low * high);
        if (!search.Whole)
            return double.Parse(middle.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var rounded
                && rounded > low && rounded < high ? rounded : null;
        middle = Math.Clamp(Math.Round(middle), Math.Floor(low) + 1, Math.Max(Math.Floor(low) + 1, Math.Ceiling(high) - 1));
        return middle > low && middle < high ? middle : null;
    }

    private static int Steps(Search search, double low, double high) => high <= low * search.Within ? 0
        : (int)Math.Ceiling(Math.Log2(Math.Log(high / low) / Math.Log(search.Within)));

    /// <summary>The numbers that a search may try first: its ends and one between them.</summary>
    internal static IEnumerable<double> FirstOf(Search search) =>
        Between(search, search.From, search.To) is { } middle ? [search.From, search.To, middle] : [search.From, search.To];

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

    private static PlannedRun Trial(Cell cell, Search search, double number, long seed) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"{cell.Name}.{search.Name}-{NameOf(number)}.s{seed}"),
        Cell = cell,
        Seed = seed,
        Trial = (search, number),
    };
}
