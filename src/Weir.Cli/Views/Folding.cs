namespace Weir.Cli.Views;

/// <summary>Which rows of a long table are shown: both ends, the middle folded.</summary>
internal static class Folding
{
    /// <summary>The rows from the last to the first.</summary>
    /// <param name="count">Rows that there are.</param>
    /// <param name="room">Lines that there are.</param>
    /// <returns>Row numbers from 0; a negative number stands for that many rows folded into one line.</returns>
    public static IEnumerable<int> Rows(int count, int room)
    {
        if (count <= room)
            return Enumerable.Range(0, count).Reverse();
        // The line that tells of the fold takes room as well; the end at the input, where a gradient dies, gets the odd row.
        int kept = Math.Max(0, room - 1), first = (kept + 1) / 2, last = kept - first;
        return [.. Enumerable.Range(count - last, last).Reverse(), -(count - kept), .. Enumerable.Range(0, first).Reverse()];
    }
}
