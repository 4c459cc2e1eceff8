using System.Globalization;
using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>
/// Which classes are taken for which: a matrix with a row for each class and a column for what was said, where it fits; else the commonest
/// confusions.
/// </summary>
internal static class ConfusionView
{
    private const int MostName = 12;

    /// <summary>Draws it.</summary>
    /// <param name="confusion">Samples of a class (row) that were taken for another (column).</param>
    /// <param name="names">The classes.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="most">Most confusions where the matrix does not fit.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<IReadOnlyList<long>> confusion, IReadOnlyList<string> names, int width, int most)
    {
        int longest = names.Max(Line.Cells);
        // Headings may be cut, as the rows have the same names in the same order.
        bool hasRoom = (longest + 1) * (names.Count + 1) <= width;
        int cell = Math.Max(confusion.Max(row => row.Max(count => Text(count).Length)),
            hasRoom ? longest : names.Count <= 6 ? Math.Min(MostName, longest) : 3) + 1;
        return longest + 1 + (cell * names.Count) <= width ? Matrix(confusion, names, longest, cell)
            : Commonest(confusion, names, width, most);
    }

    private static List<Line> Matrix(IReadOnlyList<IReadOnlyList<long>> confusion, IReadOnlyList<string> names, int label, int cell)
    {
        List<Line> lines = [Line.Empty.Add("is ↓  was taken for →", Palette.Quiet)];
        Line heading = Line.Empty.AddLeft("", label + 1);
        foreach (string name in names)
            heading.AddRight(Line.Cut(name, cell - 1), cell, Palette.Quiet);
        lines.Add(heading);
        for (int row = 0; row < confusion.Count; row++)
        {
            long sum = Math.Max(1, confusion[row].Sum());
            Line line = Line.Empty.AddLeft(names[row], label).Add(" ");
            for (int column = 0; column < confusion.Count; column++)
            {
                long count = confusion[row][column];
                Style style = row == column ? Palette.Good : count == 0 ? Palette.Quiet : count > sum / 10 ? Palette.Bad : Style.Plain;
                line.AddRight(count == 0 ? "·" : Text(count), cell, style);
            }

            lines.Add(line);
        }

        return lines;
    }

    private static IReadOnlyList<Line> Commonest(IReadOnlyList<IReadOnlyList<long>> confusion, IReadOnlyList<string> names, int width,
        int most)
    {
        (int Row, int Column, long Count)[] pairs =
        [
            .. confusion.SelectMany((row, i) => row.Select((count, j) => (i, j, count))).Where(pair => pair.i != pair.j && pair.count > 0)
                .OrderByDescending(pair => pair.count).ThenBy(pair => pair.i).ThenBy(pair => pair.j).Take(most),
        ];
        return pairs.Length == 0 ? [] :
        [
            Line.Empty.Add("taken for another, the commonest first", Palette.Quiet),
            .. Items.Flow(
                pairs.Select(pair => Line.Empty.Add($"{names[pair.Row]} → {names[pair.Column]} ").Add(Text(pair.Count), Palette.Strong)),
                " · ", width),
        ];
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
