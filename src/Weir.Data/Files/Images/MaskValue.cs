using System.Globalization;

namespace Weir.Data;

/// <summary>
/// What stands at a pixel of a mask's file: a number (a place in a palette, or a grey level), or a colour. A colour of three equal levels
/// is that grey level.
/// </summary>
/// <param name="Code">The number; of a colour 2²⁴ + its 24 bits.</param>
internal readonly record struct MaskValue(int Code) : IComparable<MaskValue>
{
    private const int ColourBit = 1 << 24;

    /// <summary>Whether it is a colour.</summary>
    public bool IsColour => Code >= ColourBit;

    /// <summary>Red, green and blue; of a number its grey level, at most 255.</summary>
    public (byte Red, byte Green, byte Blue) Colour => IsColour ? ((byte)(Code >> 16), (byte)(Code >> 8), (byte)Code)
        : ((byte)Math.Min(Code, 255), (byte)Math.Min(Code, 255), (byte)Math.Min(Code, 255));

    /// <summary>The value of levels from 0 to 255.</summary>
    public static MaskValue Of(int red, int green, int blue) =>
        new(red == green && green == blue ? red : ColourBit | (red << 16) | (green << 8) | blue);

    /// <summary>Reads a number, as <c>7</c>, or a colour, as <c>#ff8000</c>.</summary>
    public static MaskValue? Parse(string text)
    {
        string trimmed = text.Trim();
        if (trimmed is ['#', .. string digits])
        {
            return digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int colour)
                ? Of(colour >> 16, (colour >> 8) & 255, colour & 255) : null;
        }

        return int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= ushort.MaxValue
            ? new MaskValue(number) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(MaskValue other) => Code.CompareTo(other.Code);

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => IsColour ? $"#{Code & (ColourBit - 1):x6}" : Code.ToString(CultureInfo.InvariantCulture);
}
