namespace Weir.Data;

/// <summary>
/// Numbers with a decimal comma, as spreadsheets of half of Europe write them, with semicolons between the cells: 7,72 and 1.234,5. In a
/// table with commas between its cells, or tabs, a comma in a number may mean thousands or hundredths, and makes a text of it. Where one
/// number of a table has a decimal comma, 1.234 is a thousand in all of its columns, unless a point parts decimals in one of them.
/// </summary>
/// <param name="path">The table, for messages.</param>
/// <param name="header">Its columns, for messages.</param>
/// <param name="form">What is known of the table.</param>
internal sealed class DecimalComma(string path, IReadOnlyList<string> header, NumberForm form)
{
    /// <summary>What stands between the cells of such tables.</summary>
    public const char Separator = ';';

    private readonly Seen?[] _commas = new Seen?[header.Count], _points = new Seen?[header.Count], _prices = new Seen?[header.Count];
    private Seen? _comma, _sure, _group, _point;

    /// <summary>Whether a number had a decimal comma so far.</summary>
    public bool IsThere => _comma is not null;

    /// <summary>Whether points were read as those of decimals that part thousands, as a number with a decimal comma has shown.</summary>
    public bool WasWrong => form == NumberForm.Open && _comma is not null && _group is not null;

    /// <summary>A number with a decimal comma, or with points between thousands, as a plain one; null for other cells.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="line">Its line.</param>
    /// <param name="isPrice">Whether a currency stood beside it. Default false.</param>
    /// <exception cref="DataException">Numbers that may mean two things.</exception>
    public string? Pointed(int column, string cell, long line, bool isPrice = false)
    {
        if (IsIn(cell))
        {
            bool isDoubtful = MeasuredNumber.IsDoubtful(cell);
            if (isDoubtful && form == NumberForm.Points)
                throw MayBeTwo(new Seen(column, cell, line), ", and the numbers of training have points");
            _commas[column] ??= new Seen(column, cell, line);
            _comma ??= _commas[column];
            if (!isDoubtful)
                _sure ??= _commas[column];
            Check(column);
            return Pointed(cell);
        }

        if (IsGrouped(cell))
        {
            _group ??= new Seen(column, cell, line);
            if (isPrice)
                _prices[column] ??= new Seen(column, cell, line);
            Check(column);
            // Several points can part no decimals.
            return form == NumberForm.Commas || cell.IndexOf('.', StringComparison.Ordinal) != cell.LastIndexOf('.')
                ? cell.Replace(".", "", StringComparison.Ordinal) : null;
        }

        if (cell.Contains('.', StringComparison.Ordinal) && CellText.TryNumber(cell, out _))
        {
            _points[column] ??= new Seen(column, cell, line);
            _point ??= _points[column];
            Check(column);
        }

        return null;
    }

    /// <summary>Sees at the end of a look at all cells that none may mean two things.</summary>
    /// <exception cref="DataException">One may.</exception>
    public void CheckEnd()
    {
        // 1,234 beside 12.5: a comma with three digits behind it shows nothing.
        if (form == NumberForm.Open && _comma is { } comma && _sure is null && _point is { } point)
            throw MayBeTwo(comma, $", as '{point.Cell}' in line {point.Line} has a point");
        // A price as 1.234 is a thousand as often as one for a litre.
        if (form == NumberForm.Open && _comma is null && Array.Find(_prices, each => each is { } one && _points[one.Column] is null) is
            { } price)
            throw MayBeTwo(price, "");
    }

    private DataException MayBeTwo(Seen cell, string why)
    {
        char sign = cell.Cell.Contains(',', StringComparison.Ordinal) ? ',' : '.';
        return new DataException($"{path}, column '{header[cell.Column]}': '{cell.Cell}' in line {cell.Line} may be "
            + $"{cell.Cell.Replace($"{sign}", "", StringComparison.Ordinal)} or {cell.Cell.Replace(sign, '.')}{why}; write it without "
            + $"the {(sign == ',' ? "comma" : "point")}, or with other than three decimals")
        { IsOfFile = true };
    }

    private void Check(int column)
    {
        if (_commas[column] is { } comma && _points[column] is { } point)
            throw new DataException($"{path}, column '{header[column]}': '{comma.Cell}' in line {comma.Line} has a decimal comma and "
                + $"'{point.Cell}' in line {point.Line} a point; write all alike")
            { IsOfFile = true };
        if ((_comma is not null || form == NumberForm.Commas) && _group is { } group
            && (_point is not null || (form == NumberForm.Points && _comma is not null)))
        {
            string one = _comma is { } known ? $"'{known.Cell}' in line {known.Line} has a decimal comma"
                : "the numbers of training have decimal commas";
            string why = _point is { } other ? $", and '{other.Cell}' in line {other.Line} a point" : "";
            throw new DataException($"{path}, column '{header[group.Column]}': {one}{why}, so that '{group.Cell}' in line "
                + $"{group.Line} may be {group.Cell.Replace(".", "", StringComparison.Ordinal)} or {group.Cell}; write it "
                + "without points, or with its decimals behind a comma")
            { IsOfFile = true };
        }
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

    // 0.123 is in no group of thousands.
    private static bool IsGrouped(ReadOnlySpan<char> cell) => Unsigned(cell) is var text && MeasuredNumber.IsInGroups(text, '.')
        && text[0] != '0';

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text) => text is ['-' or '+', ..] ? text[1..] : text;

    private sealed record Seen(int Column, string Cell, long Line);
}
