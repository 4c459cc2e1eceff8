using System.Globalization;

namespace Weir.Data;

/// <summary>What the text of a cell says.</summary>
internal static class CellText
{
    private static readonly string[] s_empty = ["", "NA", "N/A", "NULL", "NONE", "?", "#N/A", "<NA>"];

    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "d.M.yyyy", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss",
        "d-MMM-yyyy", "d MMM yyyy",
    ];

    private static readonly string[] s_dayFirst = Ordered("d{0}M"), s_monthFirst = Ordered("M{0}d");

    /// <summary>Whether it says that nothing is known: nothing, NA, N/A, #N/A, null, none or a question mark.</summary>
    public static bool IsEmpty(string cell) => cell.Length <= 4
        && Array.Exists(s_empty, word => word.Equals(cell, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same of a cell of a target, where the word "none" may be a class.</summary>
    public static bool IsGap(string cell) => IsEmpty(cell) && !cell.Equals("none", StringComparison.OrdinalIgnoreCase);

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

    /// <summary>What is said of a cell that is no number, where it looks like one.</summary>
    public static string NoNumber(string cell) => cell.Contains(',', StringComparison.Ordinal)
        && MeasuredNumber.IsDigits(cell.Replace(",", "", StringComparison.Ordinal).Trim('-', '(', ')'))
            ? $"'{cell}' is not a number: its comma may part thousands or decimals; write it without" : $"'{cell}' is not a number";

    /// <summary>true and false, yes and no, in any case.</summary>
    public static bool TryBoolean(string cell, out bool truth)
    {
        truth = cell.Equals("true", StringComparison.OrdinalIgnoreCase) || cell.Equals("yes", StringComparison.OrdinalIgnoreCase);
        return truth || cell.Equals("false", StringComparison.OrdinalIgnoreCase) || cell.Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// A day by ISO 8601 (2024-05-31), also with a time, or with slashes; with dots, the day first (31.5.2024); with a month's name
    /// (31-May-2024); or with slashes or hyphens behind the day and the month, of which the column tells which is the first (5/31/2024).
    /// </summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="order">Which is the first of dates of the last kind; <see cref="DateOrder.None"/> takes none of them.</param>
    /// <param name="date">The date.</param>
    public static bool TryDate(string cell, DateOrder order, out DateTime date)
    {
        date = default;
        // Most cells are no dates: a look at what stands behind the year, or the day, is enough to see it.
        return (cell.Length >= 8 && (cell[4] is '-' or '/' || IsBehindDay(cell[1]) || IsBehindDay(cell[2])) && Is(s_dates, cell, out date))
            || (order != DateOrder.None && MayHaveOrder(cell)
                && Is(order == DateOrder.DayFirst ? s_dayFirst : s_monthFirst, cell, out date));
    }

    /// <summary>Whether a cell may be a date whose day or month is the first.</summary>
    public static bool MayHaveOrder(string cell) =>
        cell.Length >= 6 && (cell[1] is '/' or '-' || cell[2] is '/' or '-') && char.IsAsciiDigit(cell[0]);

    private static bool IsBehindDay(char letter) => letter is '.' or '-' or ' ';

    private static bool Is(string[] forms, string cell, out DateTime date) => DateTime.TryParseExact(cell, forms,
        CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out date);

    // With slashes or hyphens, the year of four digits or behind slashes of two, and times as spreadsheets write them.
    private static string[] Ordered(string start) =>
    [
        .. from sign in (string[])["'/'", "'-'"]
           from year in sign == "'/'" ? (string[])["yyyy", "yy"] : ["yyyy"]
           from time in (string[])["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt"]
           select $"{string.Format(CultureInfo.InvariantCulture, start, sign)}{sign}{year}{time}",
    ];
}
