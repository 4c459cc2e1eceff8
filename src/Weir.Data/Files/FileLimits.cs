using System.Globalization;

namespace Weir.Data;

/// <summary>
/// The most that one array, image or table of a file may take in memory, whatever the file claims: 2 GiB unless the environment variable
/// <see cref="Variable"/> says otherwise, in bytes or as in <c>4G</c>. Memory is taken as content arrives, never by a claim alone.
/// </summary>
public static class FileLimits
{
    /// <summary>The environment variable that raises the limit.</summary>
    public const string Variable = "WEIR_FILE_LIMIT";

    /// <summary>The limit in bytes unless told.</summary>
    public const long DefaultBytes = 1L << 31;

    /// <summary>Deflate, the packing of PNG, ZIP and gzip, makes at most so many bytes of one.</summary>
    public const int MostUnpacked = 1032;

    private static readonly (string Suffix, int Shift)[] s_units = [("K", 10), ("M", 20), ("G", 30), ("T", 40)];

    /// <summary>The limit in bytes.</summary>
    /// <param name="text">What the variable says. Default: what the environment has.</param>
    /// <exception cref="DataException">It is no number of bytes.</exception>
    public static long Bytes(string? text = null)
    {
        text ??= Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text))
            return DefaultBytes;
        string number = text.Trim().ToUpperInvariant();
        int shift = 0;
        foreach ((string suffix, int by) in s_units)
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal))
                (number, shift) = (number[..^1], by);
        }

        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes > 0
            && bytes <= long.MaxValue >> shift
            ? bytes << shift
            : throw new DataException($"the environment variable {Variable} is '{text}'; it is a number of bytes above 0, or one as "
                + "500M or 4G");
    }

    /// <summary>What is wrong with a claim, in words, or null where it is within the limit.</summary>
    /// <param name="claimed">The bytes that a file claims.</param>
    public static string? Wrong(Int128 claimed)
    {
        long limit = Bytes();
        return claimed <= limit
            ? null
            : $"it claims {claimed} bytes, and at most {limit} are read; if the file is right, set the environment variable {Variable} "
                + $"to more, as in {Variable}=8G";
    }
}
