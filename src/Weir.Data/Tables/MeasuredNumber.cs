using System.Globalization;

namespace Weir.Data;

/// <summary>
/// Numbers as reports write them: with the sign of a currency or of per cent, with the thousands apart, and in brackets below zero:
/// $254,250, 1.234,50 €, 12.5 %, (1,234.50). What may mean two things is none: 1,234 alone, which may be a little more than one, unless the
/// column tells, or a price with three decimals.
/// </summary>
internal static class MeasuredNumber
{
    /// <summary>The unit of a number in per cent, which stays as it is written: 12.5 % is 12.5.</summary>
    public const char Percent = '%';

    /// <summary>The unit of a number that has none.</summary>
    public const char None = '\0';

    private const int Group = 3;

    /// <summary>Reads a number.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="number">The number.</param>
    /// <param name="unit">Its currency's sign, or per cent's; <see cref="None"/> for a number with its thousands apart, or in brackets.
    /// </param>
    /// <param name="hasThousands">Whether the column has told that its commas part thousands. Default false.</param>
    /// <returns>False where it is none of these, as a number that is written plainly.</returns>
    public static bool TryParse(ReadOnlySpan<char> cell, out double number, out char unit, bool hasThousands = false)
    {
        bool isBare = TryUnwrap(cell, out ReadOnlySpan<char> body, out bool isNegative, out unit);
        if (!TryBody(body, unit, hasThousands, isPlain: isBare && unit == None, out number))
            return false;
        number = isNegative ? -number : number;
        return true;
    }

    /// <summary>Takes off a number what stands around it: brackets, its sign, and a currency or per cent.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="body">What is left.</param>
    /// <param name="isNegative">Whether it is below zero.</param>
    /// <param name="unit">Its currency's sign, or per cent's; <see cref="None"/> for none.</param>
    /// <returns>Whether a unit or brackets stood around it.</returns>
    public static bool TryUnwrap(ReadOnlySpan<char> cell, out ReadOnlySpan<char> body, out bool isNegative, out char unit)
    {
        unit = None;
        bool isBracketed = cell is ['(', _, .., ')'];
        body = isBracketed ? cell[1..^1].Trim() : cell;
        isNegative = isBracketed || TakeMinus(ref body);
        if (body.Length > 1 && IsCurrency(body[0]))
        {
            unit = body[0];
            body = body[1..].TrimStart();
        }
        else if (body.Length > 1 && (IsCurrency(body[^1]) || body[^1] == Percent))
        {
            unit = body[^1];
            body = body[..^1].TrimEnd();
        }

        // −$5 and $−5.
        isNegative = isNegative || (unit != None && TakeMinus(ref body));
        return isBracketed || unit != None;
    }

    /// <summary>Whether a sign is that of a currency.</summary>
    public static bool IsCurrency(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol;

    /// <summary>
    /// Whether a cell is a number whose comma may part thousands or decimals: one to three digits, a comma and three more, as 428,576.
    /// </summary>
    public static bool IsDoubtful(ReadOnlySpan<char> cell)
    {
        if (cell is ['(', .., ')'])
            cell = cell[1..^1].Trim();
        else
            _ = TakeMinus(ref cell);
        return cell.Length <= (2 * Group) + 1 && cell is [not '0', ..] && IsInGroups(cell, ',');
    }

    /// <summary>Whether digits stand in groups: one to three of them, and behind each separator three.</summary>
    public static bool IsInGroups(ReadOnlySpan<char> text, char separator)
    {
        int first = text.IndexOf(separator);
        if (first is < 1 or > Group || !IsDigits(text[..first]))
            return false;
        for (text = text[first..]; text.Length > 0; text = text[(Group + 1)..])
        {
            if (text.Length < Group + 1 || text[0] != separator || !IsDigits(text[1..(Group + 1)]))
                return false;
        }

        return true;
    }

    /// <summary>Whether a text is digits alone, one at least.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryBody(ReadOnlySpan<char> text, char unit, bool hasThousands, bool isPlain, out double number)
    {
        number = 0;
        int at = text.IndexOf('.');
        ReadOnlySpan<char> whole = at < 0 ? text : text[..at], decimals = at < 0 ? default : text[(at + 1)..];
        if ((at >= 0 && !IsDigits(decimals)) || whole.Length == 0)
            return false;
        bool isGrouped = IsInGroups(whole, ',') && whole[0] != '0';
        if (!isGrouped && !IsDigits(whole))
            return false;

        // One comma and nothing else may be a point as well; a price has no three decimals, so that there it is none.
        bool isSure = isGrouped ? at >= 0 || whole.Length > (2 * Group) + 1 || IsCurrency(unit) || hasThousands
            : (unit != None || isPlain) && !(IsCurrency(unit) && decimals.Length == Group);
        return isSure && double.TryParse($"{whole.ToString().Replace(",", "", StringComparison.Ordinal)}.{decimals}",
            NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite((float)number);
    }

    private static bool TakeMinus(ref ReadOnlySpan<char> text)
    {
        bool isNegative = text is ['-' or '\u2212', ..];
        if (isNegative || text is ['+', ..])
            text = text[1..].TrimStart();
        return isNegative;
    }
}
