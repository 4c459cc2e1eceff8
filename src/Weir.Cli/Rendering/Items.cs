namespace Weir.Cli.Rendering;

/// <summary>Short remarks that go beside each other as long as there is room and under each other when there is not.</summary>
internal static class Items
{
    /// <summary>Lays remarks out.</summary>
    /// <param name="items">The remarks; empty ones are left out.</param>
    /// <param name="between">What stands between two on the same line.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Flow(IEnumerable<Line> items, string between, int width)
    {
        List<Line> lines = [];
        foreach (Line item in items)
        {
            if (item.Width == 0)
                continue;
            if (lines.Count > 0 && lines[^1].Width + between.Length + item.Width <= width)
                lines[^1].Add(between, Palette.Quiet).Add(item);
            else
                lines.AddRange(Line.Empty.Add(item).Fold(width));
        }

        return lines;
    }

    /// <summary>Breaks a text into lines between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="indent">Blanks before each line.</param>
    public static IReadOnlyList<Line> Wrap(string text, int width, int indent = 0)
    {
        IEnumerable<Line> words = Line.Empty.AddProse(text).ToWords();
        return [.. Flow(words, " ", Math.Max(1, width - indent)).Select(line => Line.Empty.Add(new string(' ', indent)).Add(line))];
    }
}
