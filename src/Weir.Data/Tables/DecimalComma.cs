namespace Weir.Data;

/// <summary>
/// Numbers with a decimal comma, as spreadsheets of half of Europe write them, with semicolons between the cells: 7,72 and 1.234,5. In a
/// table with commas between its cells, or tabs, a comma in a number may mean thousands or hundredths, and makes a text of it. In a column
/// that has such numbers, 1.234 may be a thousand or a little more than one, and is refused.
/// </summary>
/// <param name="place">The file and column, for messages.</param>
internal sealed class DecimalComma(string place)
{
    /// <summary>What stands between the cells of such tables.</summary>
    public const char Separator = ';';

    private (string Cell, long Line)? _comma, _group;

    /// <summary>A number with a decimal comma as one with a point; null for other cells.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="line">Its line.</param>
    /// <exception cref="DataException">Some of the column's numbers have a decimal comma, and points may part thousands.</exception>
    public string? Pointed(string cell, long line)
    {
        bool isIn = IsIn(cell);
        if (isIn)
            _comma ??= (cell, line);
        else if (IsGrouped(cell))
            _group ??= (cell, line);
        if (_comma is { } comma && _group is { } group)
            throw new DataException($"{place}: '{comma.Cell}' in line {comma.Line} has a decimal comma, so that '{group.Cell}' in line "
                + $"{group.Line} may be {group.Cell.Replace(".", "", StringComparison.Ordinal)} or {group.Cell}; write it without points, "
                + "or with its decimals behind a comma");
        return isIn ? Pointed(cell) : null;
    }

    /// <summary>Whether a cell is a number with a decimal comma: digits, in groups of three with points between them or without, a comma,
    /// digits, and perhaps a power of ten.</summary>
    public static bool IsIn(ReadOnlySpan<char> cell)
    {
        int comma = cell.IndexOf(',');
        if (comma < 1 || comma == cell.Length - 1)
            return false;
        ReadOnlySpan<char> whole = Unsigned(cell[..comma]), rest = cell[(comma + 1)..];
        int power = rest.IndexOfAny('e', 'E');
        ReadOnlySpan<char> exponent = power < 0 ? "0" : Unsigned(rest[(power + 1)..]);
        return (MeasuredNumber.IsDigits(whole) || MeasuredNumber.IsInGroups(whole, '.'))
            && MeasuredNumber.IsDigits(power < 0 ? rest : rest[..power]) && MeasuredNumber.IsDigits(exponent);
    }

    /// <summary>A number with a decimal comma, with a point instead.</summary>
    public static string Pointed(string cell) => cell.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');

    private static bool IsGrouped(ReadOnlySpan<char> cell) => MeasuredNumber.IsInGroups(Unsigned(cell), '.');

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text) => text is ['-' or '+', ..] ? text[1..] : text;
}
