using Spectre.Console;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>A plain table: columns as wide as they need to be, two blanks between, numbers on the right.</summary>
internal static class Table
{
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

    /// <summary>Draws rows under their headings.</summary>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        List<IReadOnlyList<Cell>> all = [[.. columns.Select(column => new Cell(column.Title, Palette.Quiet))], .. rows];
        int[] widths = [.. columns.Select((_, i) => all.Max(row => i < row.Count ? row[i].Text.Length : 0))];
        List<Line> lines = [];
        foreach (IReadOnlyList<Cell> row in all)
        {
            Line line = Line.Empty;
            for (int i = 0; i < row.Count; i++)
            {
                if (i > 0)
                    line.Add("  ");
                line.Add(columns[i].Right ? row[i].Text.PadLeft(widths[i]) : row[i].Text.PadRight(widths[i]), row[i].Style);
            }

            lines.Add(line);
        }

        return lines;
    }
}
