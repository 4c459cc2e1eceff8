using System.Globalization;

namespace Weir.Data;

/// <summary>What the text of a cell says.</summary>
internal static class CellText
{
    private static readonly string[] s_empty = ["", "NA", "N/A", "NULL", "NONE", "?"];

    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "d.M.yyyy", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss",
    ];

    /// <summary>Whether it says that nothing is known: nothing, NA, N/A, null, none or a question mark.</summary>
    public static bool IsEmpty(string cell) => cell.Length <= 4
        && Array.Exists(s_empty, word => word.Equals(cell, StringComparison.OrdinalIgnoreCase));

    /// <summary>A number, also one that is not finite (nan, inf).</summary>
    public static bool TryNumber(string cell, out double number)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = cell.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" or "+INFINITY" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => 0,
        };
        return number != 0;
    }

    /// <summary>true and false, yes and no, in any case.</summary>
    public static bool TryBoolean(string cell, out bool truth)
    {
        truth = cell.Equals("true", StringComparison.OrdinalIgnoreCase) || cell.Equals("yes", StringComparison.OrdinalIgnoreCase);
        return truth || cell.Equals("false", StringComparison.OrdinalIgnoreCase) || cell.Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// A day by ISO 8601 (2024-05-31), also with a time, or with slashes; or with dots, the day first (31.5.2024). A day and a month with
    /// slashes between them may each be the first, and are none.
    /// </summary>
    public static bool TryDate(string cell, out DateTime date)
    {
        date = default;
        // Most cells are no dates: a look at what stands behind the year, or the day, is enough to see it.
        return cell.Length >= 8 && (cell[4] is '-' or '/' || cell[1] == '.' || cell[2] == '.') && DateTime.TryParseExact(
            cell, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out date);
    }
}
