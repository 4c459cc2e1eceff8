namespace Weir.Data;

/// <summary>
/// Numbers with a decimal comma, as spreadsheets of half of Europe write them, with semicolons between the cells: 7,72 and 1.234,5. In a
/// table with commas between its cells, or tabs, a comma in a number may mean thousands or hundredths, and makes a text of it.
/// </summary>
internal static class DecimalComma
{
    /// <summary>What stands between the cells of such tables.</summary>
    public const char Separator = ';';

    private const int Group = 3;

    /// <summary>Whether a cell is a number with a decimal comma: digits, in groups of three with points between them or without, a comma,
    /// digits, and perhaps a power of ten.</summary>
    public static bool IsIn(ReadOnlySpan<char> cell)
    {
        int comma = cell.IndexOf(',');
        if (comma < 1 || comma == cell.Length - 1)
            return false;
        ReadOnlySpan<char> whole = cell[0] is '-' or '+' ? cell[1..comma] : cell[..comma], rest = cell[(comma + 1)..];
        int power = rest.IndexOfAny('e', 'E');
        ReadOnlySpan<char> exponent = power < 0 ? "0" : rest[(power + 1)..];
        return IsWhole(whole) && IsDigits(power < 0 ? rest : rest[..power])
            && IsDigits(exponent.Length > 1 && exponent[0] is '-' or '+' ? exponent[1..] : exponent);
    }

    /// <summary>The same number with a decimal point.</summary>
    public static string Pointed(string cell) => cell.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');

    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        if (point < 0)
            return IsDigits(text);
        if (point is 0 or > Group || !IsDigits(text[..point]))
            return false;
        for (text = text[point..]; text.Length > 0; text = text[(Group + 1)..])
        {
            if (text.Length < Group + 1 || text[0] != '.' || !IsDigits(text[1..(Group + 1)]))
                return false;
        }

        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
