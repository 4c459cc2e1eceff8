namespace Weir.Studies;

/// <summary>
/// Which entries of several lists stand for each other: those that agree, in their order, as many as can be, and between them those of one
/// kind (<see cref="SequenceAlignment"/>).
/// </summary>
internal static class ListAlignment
{
    /// <summary>Aligns lists.</summary>
    /// <param name="lists">The lists.</param>
    /// <returns>Columns in the order of the lists: of each list the entry that stands there, or null.</returns>
    public static IReadOnlyList<RecipeEntry?[]> Of(IReadOnlyList<IReadOnlyList<RecipeEntry>> lists)
    {
        List<RecipeEntry?[]> columns = [];
        for (int list = 0; list < lists.Count; list++)
            columns = With(columns, lists[list], list, lists.Count);
        return columns;
    }

    private static List<RecipeEntry?[]> With(List<RecipeEntry?[]> columns, IReadOnlyList<RecipeEntry> entries, int list, int lists)
    {
        List<RecipeEntry?[]> aligned = [];
        foreach ((int? column, int? entry) in SequenceAlignment.Of(columns.Count, entries.Count, (i, j) =>
            columns[i].Max(each => each?.Likeness(entries[j]) ?? 0)))
        {
            RecipeEntry?[] next = column is { } old ? columns[old] : new RecipeEntry?[lists];
            if (entry is { } at)
                next[list] = entries[at];
            aligned.Add(next);
        }

        return aligned;
    }
}
