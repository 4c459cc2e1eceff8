namespace Weir.Data;

/// <summary>When a row of a table stands, by a cell that is a date or a number.</summary>
internal static class RowMoment
{
    private static readonly DateTime s_start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A number that grows with time: the number itself, of dates the days since 2000.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="order">Which of the day and the month comes first in the column's dates.</param>
    /// <returns>Null where the cell is neither.</returns>
    public static double? Of(string cell, DateOrder order) =>
        CellText.TryDate(cell, order, out DateTime date) ? (date - s_start).TotalDays
        : CellText.TryNumber(cell, out double number) && double.IsFinite(number) ? number
        : null;

    /// <summary>The moment of the row that a table stands at.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="column">The place of the column that orders rows.</param>
    /// <exception cref="DataException">Its cell is neither.</exception>
    public static double Of(TableEncoder rows, int column) => Of(rows.Plain(column), rows.Order(column))
        ?? throw rows.Wrong(column, Wrong(rows.Cell(column)));

    /// <summary>Sees that a column orders rows: that it holds dates or numbers, and no gaps.</summary>
    /// <param name="profile">What a look at the table has shown.</param>
    /// <param name="name">The column; null for none.</param>
    /// <exception cref="DataException">It does not.</exception>
    public static void Check(TableProfile profile, string? name)
    {
        if (profile.Columns.FirstOrDefault(column => column.Name == name) is not { } time)
            return;
        if (time.FirstEmpty is { } empty)
        {
            throw new DataException($"{TablePlace.Of(profile.Path, empty)}, column '{time.Name}': {Wrong("")}; fill it in, or leave 'time' "
                + "out where rows lie in order");
        }

        if (time.Kind is not (ColumnKind.Date or ColumnKind.Number) && time.FirstText is { } text)
        {
            throw new DataException($"{TablePlace.Of(profile.Path, text.Line)}, column '{time.Name}': {Wrong(text.Text)}; name another "
                + "column in 'time', or leave it out where rows lie in order");
        }
    }

    /// <summary>The error of two rows of one moment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Where the second stands.</param>
    /// <param name="before">Where the first stands, in words that may follow a number: as in "4 of the same sequence".</param>
    /// <param name="time">The column that orders rows.</param>
    /// <param name="advice">What to do, but for leaving that column out.</param>
    public static DataException Twice(string path, long line, string before, string? time, string advice) =>
        new($"{TablePlace.Of(path, line)}: its '{time}' is that of {TablePlace.Word(path)} {before}, so that neither comes first; "
            + $"{advice}, or leave 'time' out where rows lie in order");

    /// <summary>What is said of a cell that is neither.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    private static string Wrong(string cell) => cell.Length == 0 ? "the cell is empty, and rows are ordered by it"
        : $"'{cell}' is neither a date like 2024-05-31 nor a number, and rows are ordered by it";
}
