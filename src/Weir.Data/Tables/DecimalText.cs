namespace Weir.Data;

/// <summary>
/// Reads numbers as most tables have them, digits with a point, in a few nanoseconds: whole numbers up to 2⁵³ and powers of ten up to 10²²
/// are exact, so that their quotient is the nearest number (Clinger, 1990). All else is left to the slower way.
/// </summary>
internal static class DecimalText
{
    private const ulong MostExact = 1UL << 53;
    private const int MostDigits = 18;

    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(power => double.Parse($"1e{power}",
        System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Reads a number.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="number">The number.</param>
    /// <returns>False where it is written in another way, or is none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        int first = isNegative ? 1 : 0, point = -1;
        if (text.Length - first is 0 or > MostDigits)
            return false;
        ulong digits = 0;
        for (int i = first; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
                digits = (digits * 10) + digit;
            else if (text[i] == (byte)'.' && point < 0)
                point = i;
            else
                return false;
        }

        // A point alone is no number.
        if (digits > MostExact || (point >= 0 && text.Length - first == 1))
            return false;
        double value = point < 0 ? digits : digits / s_powers[text.Length - 1 - point];
        number = isNegative ? -value : value;
        return true;
    }
}
