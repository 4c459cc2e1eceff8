using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>A plain table: columns as wide as they need to be, two blanks between, numbers on the right.</summary>
internal static class Table
{
    private const int Margin = 2;

    // Less is no column of names.
    private const int LeastFirst = 12;

    /// <summary>A cell and its colour.</summary>
    public readonly record struct Cell(string Text, Style? Style = null)
    {
        /// <summary>A cell without colour.</summary>
        public static implicit operator Cell(string text) => new(text);
    }

    /// <summary>A column.</summary>
    /// <param name="Title">Its heading.</param>
    /// <param name="Right">Whether cells stand on the right, as numbers do.</param>
    public readonly record struct Column(string Title, bool Right = true);

    /// <summary>Draws rows under their headings. Where the table is wider than the page by its names alone, long names stand above their
    /// rows; else the first heading stands above, and each row is an entry of several lines, in which the other headings stand before the
    /// cells. Nothing is cut.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows, int width)
    {
        List<IReadOnlyList<Cell>> all = [[.. columns.Select(column => new Cell(column.Title, Palette.Quiet))], .. rows];
        int[] widths = [.. columns.Select((_, i) => all.Max(row => i < row.Count ? Line.Cells(row[i].Text) : 0))];
        int left = width - widths.Skip(1).Sum(each => Margin + each);
        if (widths[0] > left && !columns[0].Right && left >= Math.Max(LeastFirst, columns[0].Title.Length))
            widths[0] = left;
        if (widths[0] > left)
            return [.. columns[0].Title.Length == 0 ? [] : new[] { Line.Empty.Add(columns[0].Title, Palette.Quiet) }, .. all.Skip(1)
                .SelectMany(row => Entry(columns, row, width))];
        List<Line> lines = [];
        foreach (IReadOnlyList<Cell> row in columns.All(column => column.Title.Length == 0) ? all.Skip(1) : all)
        {
            Line line = Line.Empty;
            bool above = Line.Cells(row[0].Text) > widths[0];
            if (above)
                lines.AddRange(Line.Empty.Add(row[0].Text, row[0].Style).Fold(width));
            for (int i = 0; i < row.Count; i++)
            {
                if (i > 0)
                    line.Add("  ");
                string text = above && i == 0 ? "" : row[i].Text;
                if (columns[i].Right)
                    line.AddRight(text, widths[i], row[i].Style);
                else
                    line.AddLeft(text, i == row.Count - 1 ? Line.Cells(text) : widths[i], row[i].Style);
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>A row that is too long for a line: its first cell, and below it the others behind their headings.</summary>
    private static IEnumerable<Line> Entry(IReadOnlyList<Column> columns, IReadOnlyList<Cell> row, int width)
    {
        IEnumerable<Line> others = row.Select((cell, i) => (Cell: cell, columns[Math.Min(i, columns.Count - 1)].Title)).Skip(1)
            .Where(entry => entry.Cell.Text.Length > 0)
            .Select(entry => Line.Empty.Add(entry.Title, Palette.Quiet).Add(entry.Title.Length > 0 ? " " : "")
                .Add(entry.Cell.Text, entry.Cell.Style));
        if (row.Count > 0 && row[0].Text.Length > 0)
            yield return Line.Empty.Add(row[0].Text, row[0].Style ?? Palette.Strong);
        foreach (Line line in Items.Flow(others, " · ", width - Margin))
            yield return Line.Empty.Add(new string(' ', Margin)).Add(line);
    }
}
