namespace Weir.Studies;

/// <summary>
/// Which entries of two sequences stand for each other: as many as can be, in their order, those most that are most alike (a longest common
/// subsequence; Wagner and Fischer, 1974).
/// </summary>
internal static class SequenceAlignment
{
    /// <summary>Aligns two sequences.</summary>
    /// <param name="first">Entries of the first.</param>
    /// <param name="second">Entries of the second.</param>
    /// <param name="likeness">How much two of them, by their places, have in common; 0 for those that never stand for each other.</param>
    /// <returns>Places side by side; null where the other sequence has none. Of equal ways the one that agrees early.</returns>
    public static IReadOnlyList<(int? First, int? Second)> Of(int first, int second, Func<int, int, double> likeness)
    {
        // From the end, so that it can be gone through from the beginning.
        double[,] best = new double[first + 1, second + 1];
        for (int i = first - 1; i >= 0; i--)
        {
            for (int j = second - 1; j >= 0; j--)
                best[i, j] = Math.Max(Both(i, j), Math.Max(best[i + 1, j], best[i, j + 1]));
        }

        List<(int?, int?)> pairs = [];
        for (int i = 0, j = 0; i < first || j < second;)
        {
            if (i < first && j < second && Both(i, j) is > 0 and var both && both >= best[i, j])
                pairs.Add((i++, j++));
            else if (j == second || (i < first && best[i + 1, j] >= best[i, j]))
                pairs.Add((i++, null));
            else
                pairs.Add((null, j++));
        }

        return pairs;

        double Both(int i, int j) => likeness(i, j) is > 0 and var alike ? alike + best[i + 1, j + 1] : 0;
    }
}
