using System.Text;

namespace Weir.Zoo;

/// <summary>Rows of text in columns that stand under each other, two spaces apart.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row. A cell that begins with <c>&gt;</c> is set to the right, without it.</summary>
    public TextTable Row(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <summary>The table, each line ended.</summary>
    public override string ToString()
    {
        int columns = _rows.Count == 0 ? 0 : _rows.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns)
            .Select(column => _rows.Max(row => column < row.Length ? Text(row[column]).Length : 0))];
        StringBuilder text = new();
        foreach (string[] row in _rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.StartsWith('>') ? Text(cell).PadLeft(widths[column])
                : cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private static string Text(string cell) => cell.StartsWith('>') ? cell[1..] : cell;
}
