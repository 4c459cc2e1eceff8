using Weir.Data;

namespace Weir.Repair;

/// <summary>Cuts a set into two parts as its recipe deals samples out, so that they tell as little of each other.</summary>
internal static class SampleParts
{
    private const string Purpose = "repair.parts";

    /// <summary>
    /// Cuts a part off: whole groups where there are several; the last samples where they have an order in time or are windows that
    /// overlap, those left out that overlap with both (of windows of a table with the part); else samples by chance, of each class alike
    /// where the recipe stratifies.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="wanted">Samples of the part; of groups, as many as make it up.</param>
    /// <param name="least">Samples that the others keep at least, 1 or more.</param>
    /// <param name="split">How the recipe deals samples out.</param>
    /// <param name="draw">Which of the cuts that chance makes: 0 or more. Where samples have an order in time, all are the same.</param>
    /// <returns>The others and the part, each of one sample or more; null where there are too few for both.</returns>
    public static (Dataset Others, Dataset Part)? Cut(Dataset set, int wanted, int least, RowSplit split, int draw = 0)
    {
        int between = set.Starts is null ? Overlapping(set) : 0, most = set.Count - least - between;
        int count = Math.Min(Math.Max(1, wanted), most);
        if (most < 1)
            return null;
        if (set.Starts is not null)
            return Last(set, count, least);
        List<int>[]? groups = SampleGroups.Of(set, draw, Purpose);
        if (groups is { Length: > 1 })
            return ByGroups(set, groups, count, most);
        if (split == RowSplit.Time || between > 0)
            return (set.Take(set.Count - count - between), set.Skip(set.Count - count));
        if (split == RowSplit.Stratified && groups is null && set.Targets is ClassTargets { Positions: 1 })
        {
            RowParts parts = RowParts.Of(set, count, 0, split, draw);
            return (set.Select([.. parts.Training.Order()]), set.Select([.. parts.Validation.Order()]));
        }

        (Dataset part, Dataset others) = set.Split(count, seed: draw);
        return (others, part);
    }

    /// <summary>How many samples tell something of their own: windows that overlap are as many as fit side by side.</summary>
    /// <param name="set">The set.</param>
    public static int Independent(Dataset set) => set.Stride < set.SampleSize ? set.Inputs.Length / set.SampleSize : set.Count;

    /// <summary>The last windows of one or more sequences, which lie in order of time, and those that share no number with them.</summary>
    private static (Dataset Others, Dataset Part)? Last(Dataset set, int count, int least)
    {
        int[] starts = [.. Enumerable.Range(set.Count - count, count).Select(set.Start).Order()];
        int[] others = [.. Enumerable.Range(0, set.Count - count).Where(sample => !IsShared(set.Start(sample)))];
        return others.Length < least ? null : (set.Select(others), set.Skip(set.Count - count));

        bool IsShared(int start)
        {
            int at = Array.BinarySearch(starts, start);
            int next = at >= 0 ? at : ~at;
            return (next < count && starts[next] - start < set.SampleSize) || (next > 0 && start - starts[next - 1] < set.SampleSize);
        }
    }

    /// <summary>Windows behind one that overlap with it.</summary>
    private static int Overlapping(Dataset set) => Math.Max(0, ((set.SampleSize + set.Stride - 1) / set.Stride) - 1);

    private static (Dataset Others, Dataset Part)? ByGroups(Dataset set, List<int>[] groups, int count, int most)
    {
        HashSet<int> part = [];
        foreach (List<int> group in groups)
        {
            if (part.Count < count && part.Count + group.Count <= most)
                part.UnionWith(group);
        }

        return part.Count == 0 ? null : (set.Select(Where(taken: false)), set.Select(Where(taken: true)));

        int[] Where(bool taken) => [.. Enumerable.Range(0, set.Count).Where(sample => part.Contains(sample) == taken)];
    }
}
