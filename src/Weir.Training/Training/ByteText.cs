using System.Globalization;

namespace Weir.Training;

/// <summary>How amounts of memory are written.</summary>
public static class ByteText
{
    private static readonly string[] s_units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>Two digits or more with their unit, as in <c>640 bytes</c>, <c>3.4 MB</c> and <c>120 GB</c>.</summary>
    /// <param name="bytes">How many; a kilobyte has 1,000.</param>
    public static string Of(long bytes)
    {
        (double size, int unit) = (bytes, 0);
        for (; size >= 999.5 && unit < s_units.Length - 1; unit++)
            size /= 1000;
        return size.ToString(unit > 0 && size < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }
}
