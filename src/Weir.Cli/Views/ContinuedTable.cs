using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>
/// A table of pictures and numbers whose rows begin with a name: columns that have no room beside it go on below, behind the names again.
/// No name is cut: one that leaves no room for a column stands above its row.
/// </summary>
internal static class ContinuedTable
{
    private const int Indent = 2;

    /// <summary>A column.</summary>
    /// <param name="Width">Cells that it takes, with the gap before it.</param>
    /// <param name="Heading">Its heading, of that width.</param>
    /// <param name="Cell">What stands in a row, of that width.</param>
    public sealed record Column(int Width, Line Heading, Func<int, Line> Cell);

    /// <summary>Draws it.</summary>
    /// <param name="title">The heading of the names.</param>
    /// <param name="names">The name of each row.</param>
    /// <param name="order">The rows from top to bottom.</param>
    /// <param name="columns">The columns behind the names, at least one.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(string title, IReadOnlyList<string> names, IEnumerable<int> order,
        IReadOnlyList<Column> columns, int width)
    {
        int[] rows = [.. order];
        int label = LabelWidth(title, names, columns.Max(column => column.Width), width);
        List<Line> lines = [];
        for (int first = 0; first < columns.Count;)
        {
            int used = label, count = 0;
            while (first + count < columns.Count && (count == 0 || used + columns[first + count].Width <= width))
                used += columns[first + count++].Width;
            Column[] block = [.. columns.Skip(first).Take(count)];
            if (lines.Count > 0)
                lines.Add(Line.Empty);
            lines.Add(block.Aggregate(Line.Empty.AddLeft(title, label, Palette.Quiet), (line, column) => line.Add(column.Heading)));
            foreach (int row in rows)
                lines.AddRange(Row(names[row], label, block.Select(column => column.Cell(row)), width));
            first += count;
        }

        return lines;
    }

    /// <summary>Cells for the names: all of the longest, or where that leaves no room for a column, next to nothing.</summary>
    /// <param name="title">The heading of the names.</param>
    /// <param name="names">The names.</param>
    /// <param name="column">Cells of the widest column.</param>
    /// <param name="width">Cells of a line.</param>
    public static int LabelWidth(string title, IReadOnlyList<string> names, int column, int width)
    {
        int longest = names.Select(name => name.Length).Append(title.Length).Max();
        return longest + column <= width ? longest : Math.Max(Indent, title.Length);
    }

    /// <summary>A row behind its name; where the name is longer than its column, it stands above.</summary>
    /// <param name="name">The name.</param>
    /// <param name="label">Cells for it.</param>
    /// <param name="cells">What stands behind it.</param>
    /// <param name="width">Cells of a line.</param>
    public static IEnumerable<Line> Row(string name, int label, IEnumerable<Line> cells, int width)
    {
        bool above = name.Length > label;
        foreach (Line line in above ? Line.Empty.Add(name).Fold(width) : [])
            yield return line;
        yield return cells.Aggregate(Line.Empty.AddLeft(above ? "" : name, label), (line, cell) => line.Add(cell));
    }
}
