namespace Weir.Studies;

/// <summary>
/// Which entries of several lists stand for each other: those that agree, in their order, as many as can be (a longest common subsequence,
/// Hirschberg, 1975), and between them those of one kind.
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
        // From the end, so that of equal ways the one is taken that agrees early.
        double[,] best = new double[columns.Count + 1, entries.Count + 1];
        for (int i = columns.Count - 1; i >= 0; i--)
        {
            for (int j = entries.Count - 1; j >= 0; j--)
                best[i, j] = Math.Max(Both(i, j), Math.Max(best[i + 1, j], best[i, j + 1]));
        }

        List<RecipeEntry?[]> aligned = [];
        int column = 0, entry = 0;
        while (column < columns.Count || entry < entries.Count)
        {
            bool isBoth = column < columns.Count && entry < entries.Count && Both(column, entry) > 0
                && Both(column, entry) >= best[column, entry];
            bool isOld = isBoth || entry == entries.Count || (column < columns.Count && best[column + 1, entry] >= best[column, entry]);
            RecipeEntry?[] next = isOld ? columns[column++] : new RecipeEntry?[lists];
            if (!isOld || isBoth)
                next[list] = entries[entry++];
            aligned.Add(next);
        }

        return aligned;

        double Both(int i, int j) => columns[i].Max(each => each?.Likeness(entries[j]) ?? 0) is > 0 and var alike
            ? alike + best[i + 1, j + 1] : 0;
    }
}
