namespace Weir.Data;

/// <summary>
/// PGM and PPM, grey and colour images of the netpbm programs: P2 and P3 as text, P5 and P6 as bytes, levels up to 65,535 (two bytes, the
/// larger first, above 255).
/// </summary>
internal static class NetpbmFile
{
    private const int MostPixels = 1 << 28;

    public static PixelImage Decode(string name, byte[] bytes)
    {
        int channels = bytes[1] is (byte)'3' or (byte)'6' ? 3 : 1, at = 2;
        bool text = bytes[1] is (byte)'2' or (byte)'3';
        int width = Number(name, bytes, ref at, "width", 1, 1 << 20);
        int height = Number(name, bytes, ref at, "height", 1, 1 << 20);
        int levels = Number(name, bytes, ref at, "largest level", 1, 65535);
        if ((long)width * height > MostPixels)
            throw new DataException($"{name}: {width} × {height} pixels are more than the {MostPixels} that are read; is the header "
                + "damaged?");
        int count = width * height * channels;
        if (!text && (at >= bytes.Length || !IsSpace(bytes[at])))
            throw new DataException($"{name}: at byte {at}: a space is expected between header and pixels");
        long needed = text ? (2L * count) - 1 : 1 + ((long)count * (levels > 255 ? 2 : 1));
        if (bytes.Length - at < needed)
            throw new DataException($"{name}: at byte {bytes.Length}: the file ends; {width} × {height} pixels of {channels} "
                + $"{(channels == 1 ? "level" : "levels")} need {needed} bytes behind the header, {bytes.Length - at} are there");
        if (FileLimits.Wrong((Int128)count * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: as pixels of {width} × {height}, {wrong}");
        float[] values = new float[count];
        at += text ? 0 : 1;
        for (int i = 0; i < count; i++)
        {
            int level = text ? Number(name, bytes, ref at, $"level {i}", 0, levels) : levels > 255 ? (bytes[at++] << 8) | bytes[at++]
                : bytes[at++];
            if (level > levels)
                throw new DataException($"{name}: at byte {at - 1}: level {i} is {level}, and the header says that {levels} is the "
                    + "largest");
            values[i] = (float)level / levels;
        }

        return new PixelImage(height, width, channels, values);
    }

    /// <summary>Reads a number behind spaces and comments, which go from # to the end of the line.</summary>
    private static int Number(string name, byte[] bytes, ref int at, string what, int least, int most)
    {
        while (at < bytes.Length && (IsSpace(bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#')
            {
                while (at < bytes.Length && bytes[at] is not ((byte)'\n' or (byte)'\r'))
                    at++;
            }
            else
            {
                at++;
            }
        }

        int start = at;
        long number = 0;
        while (at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9' && number <= int.MaxValue)
            number = (number * 10) + bytes[at++] - '0';
        if (start == at)
            throw new DataException($"{name}: at byte {start}: "
                + $"{(start == bytes.Length ? "the file ends where its" : "no number stands where the")} {what} is expected");
        return number >= least && number <= most ? (int)number
            : throw new DataException($"{name}: at byte {start}: its {what} is {number}; it lies from {least} to {most}");
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0B or 0x0C;
}
