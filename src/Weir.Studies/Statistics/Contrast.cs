namespace Weir.Studies;

/// <summary>
/// A weighted sum of cells that share their seeds, as a difference of two: what the seeds have in common falls out of it.
/// </summary>
/// <param name="terms">The cells with their weights.</param>
internal sealed class Contrast(IReadOnlyList<(Cell Cell, double Weight)> terms)
{
    /// <summary>The cells.</summary>
    public IReadOnlyList<(Cell Cell, double Weight)> Terms => terms;

    /// <summary>The sum for each seed that all cells have a value of.</summary>
    public IReadOnlyList<double> Values(StudyResults results, Measure measure)
    {
        List<Dictionary<long, double>> columns = [.. terms.Select(term => results.Of(term.Cell)
            .Where(run => measure.ValueOf(run.Yield) is not null)
            .ToDictionary(run => run.Seed, run => measure.ValueOf(run.Yield)!.Value * term.Weight))];
        return [.. results.Study.Seeds.Where(seed => columns.All(column => column.ContainsKey(seed)))
            .Select(seed => columns.Sum(column => column[seed]))];
    }

    /// <summary>The seeds whose runs have ended in all cells.</summary>
    public int Ended(StudyResults results)
    {
        HashSet<long>[] ended = [.. terms.Select(term => results.Of(term.Cell).Select(run => run.Seed).ToHashSet())];
        return results.Study.Seeds.Count(seed => Array.TrueForAll(ended, seeds => seeds.Contains(seed)));
    }

    /// <summary>How the runs ended that are added, or that are taken off.</summary>
    public EndedRuns Runs(StudyResults results, Measure measure, bool isAdded)
    {
        RunYield[] runs = [.. terms.Where(term => term.Weight > 0 == isAdded).Select(term => term.Cell).DistinctBy(cell => cell.Name)
            .SelectMany(results.Of).Select(run => run.Yield)];
        return new EndedRuns(runs.Count(measure.IsLostBy), runs.Count(run => measure.ValueOf(run) is not null), runs.Length);
    }

    /// <summary>The difference between two levels, averaged over what else varies: pairs of cells that differ in this alone.</summary>
    /// <returns>Null where there is no such pair.</returns>
    public static Contrast? Between(IEnumerable<Cell> cells, string factor, string level, string against)
    {
        Cell[] all = [.. cells];
        List<(Cell, double)> pairs = [];
        foreach (Cell with in all.Where(cell => Has(cell, factor, level)))
        {
            if (all.FirstOrDefault(other => Has(other, factor, against) && SameBut(with, other, factor)) is { } without)
                pairs.AddRange([(with, 1), (without, -1)]);
        }

        double share = 2.0 / Math.Max(1, pairs.Count);
        return pairs.Count == 0 ? null : new Contrast([.. pairs.Select(pair => (pair.Item1, pair.Item2 * share))]);
    }

    /// <summary>How much more one level does where another is there: a difference of differences.</summary>
    /// <returns>Null where the cells for it are not there.</returns>
    public static Contrast? Interaction(IEnumerable<Cell> cells, (string Factor, string Level, string Against) one,
        (string Factor, string Level, string Against) other)
    {
        Cell[] all = [.. cells];
        List<Cell[]> corners = [];
        foreach (Cell both in all.Where(cell => Has(cell, one.Factor, one.Level) && Has(cell, other.Factor, other.Level)))
        {
            // Of what else varies only the settings that have all four corners: others would be compared with nothing.
            Cell? second = Beside(both, one.Against, other.Level), first = Beside(both, one.Level, other.Against),
                none = Beside(both, one.Against, other.Against);
            if (second is not null && first is not null && none is not null)
                corners.Add([both, second, first, none]);
        }

        double share = 1.0 / Math.Max(1, corners.Count);
        return corners.Count == 0 ? null
            : new Contrast([.. corners.SelectMany(four => four.Zip([share, -share, -share, share]))]);

        Cell? Beside(Cell cell, string ofOne, string ofOther) => all.FirstOrDefault(each => Has(each, one.Factor, ofOne)
            && Has(each, other.Factor, ofOther) && SameBut(cell, each, one.Factor, other.Factor));
    }

    private static bool Has(Cell cell, string factor, string level) => cell.Levels.Contains((factor, level));

    private static bool SameBut(Cell one, Cell other, params string[] factors) =>
        one.Network == other.Network && one.Levels.Where(level => !factors.Contains(level.Factor))
            .SequenceEqual(other.Levels.Where(level => !factors.Contains(level.Factor)));
}
