namespace Weir.Data;

/// <summary>When a row of a table stands, by a cell that is a date or a number.</summary>
internal static class RowMoment
{
    private static readonly DateTime s_start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A number that grows with time: the number itself, of dates the days since 2000.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <returns>Null where the cell is neither.</returns>
    public static double? Of(string cell) =>
        CellText.TryDate(cell, out DateTime date) ? (date - s_start).TotalDays
        : CellText.TryNumber(cell, out double number) && double.IsFinite(number) ? number
        : null;

    /// <summary>What is said of a cell that is neither.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public static string Wrong(string cell) => cell.Length == 0 ? "the cell is empty, and rows are ordered by it"
        : $"'{cell}' is neither a date like 2024-05-31 nor a number, and rows are ordered by it";
}
