using System.Buffers.Binary;
using System.IO.Compression;

namespace Weir.Data;

/// <summary>Unpacks, unfilters and spreads the pixels of a PNG file.</summary>
internal static class PngPixels
{
    public static PixelImage Decode(string name, PngHeader header, byte[] palette, byte[] transparency, Stream data,
        bool asTheyStand = false)
    {
        Check(name, header, palette, transparency);
        bool addsOpacity = transparency.Length > 0;
        int colours = header.ColourType == PngHeader.Palette && !asTheyStand ? 3 : header.Samples;
        int channels = colours + (addsOpacity ? 1 : 0);
        CheckClaim(name, header, channels, data.Length);
        float[] values = new float[header.Height * header.Width * channels];
        ushort[] samples = new ushort[header.Samples];
        using ZLibStream unpacked = new(data, CompressionMode.Decompress);
        foreach ((int x, int y, int stepX, int stepY, int across, int down) in header.Passes())
        {
            byte[] row = new byte[header.RowBytes(across)], above = new byte[row.Length];
            for (int line = 0; line < down; line++)
            {
                int filter = ReadRow(name, unpacked, row, (long)y + ((long)line * stepY));
                Unfilter(name, filter, row, above, header.FilterStep, y + (line * stepY));
                for (int i = 0; i < across; i++)
                {
                    Take(row, i, header, samples);
                    int pixel = ((y + (line * stepY)) * header.Width) + x + (i * stepX);
                    for (int sample = 0; asTheyStand && sample < channels; sample++)
                        values[(pixel * channels) + sample] = samples[sample];
                    if (!asTheyStand)
                        Put(name, header, palette, transparency, samples, values.AsSpan(pixel * channels, channels));
                }

                (row, above) = (above, row);
            }
        }

        Finish(name, unpacked);
        return new PixelImage(header.Height, header.Width, channels, values);
    }

    /// <summary>
    /// Refuses a header that claims more pixels than the packed bytes can hold, or than may be read, before memory is taken for them.
    /// </summary>
    private static void CheckClaim(string name, PngHeader header, int channels, long packed)
    {
        long rows = header.Passes().Sum(pass => (long)pass.Down * (1 + header.RowBytes(pass.Across)));
        if (rows > packed * FileLimits.MostUnpacked)
            throw new DataException($"{name}: its header says {header.Width} × {header.Height} pixels, and its {packed} packed bytes "
                + "cannot hold so many; the file is damaged");
        if (FileLimits.Wrong((Int128)header.Height * header.Width * channels * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: as pixels of {header.Width} × {header.Height}, {wrong}");
    }

    /// <summary>Reads to the end, where the checksum of the whole stands.</summary>
    private static void Finish(string name, ZLibStream unpacked)
    {
        try
        {
            _ = unpacked.ReadByte();
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{name}: behind the last row: the compressed pixels are damaged: {exception.Message}", exception);
        }
    }

    private static void Check(string name, PngHeader header, byte[] palette, byte[] transparency)
    {
        if (header.ColourType == PngHeader.Palette && palette.Length == 0)
            throw new DataException($"{name}: its pixels choose from a palette, and there is none; the file is damaged");
        int wanted = header.ColourType switch { PngHeader.Grey => 2, PngHeader.Colour => 6, _ => 0 };
        bool fits = transparency.Length == 0
            || (header.ColourType == PngHeader.Palette ? transparency.Length <= palette.Length / 3 : transparency.Length == wanted);
        if (!fits)
            throw new DataException($"{name}: its chunk tRNS of {transparency.Length} bytes does not fit colour type "
                + $"{header.ColourType}; the file is damaged");
    }

    private static int ReadRow(string name, ZLibStream unpacked, byte[] row, long line)
    {
        try
        {
            int filter = unpacked.ReadByte();
            int read = filter < 0 ? 0 : unpacked.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            return read == row.Length ? filter
                : throw new DataException($"{name}: in row {line}: the pixels end too early; the file is cut off or damaged");
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{name}: in row {line}: the compressed pixels are damaged: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Adds what was taken off each byte: nothing, its left, its upper neighbour, their mean, or the nearest of three to left + above −
    /// corner.
    /// </summary>
    private static void Unfilter(string name, int filter, byte[] row, byte[] above, int step, int line)
    {
        if (filter > 4)
            throw new DataException($"{name}: in row {line}: filter {filter} is none of PNG's 0 to 4; the file is damaged");
        for (int i = 0; i < row.Length && filter > 0; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Nearest(left, up, corner) });
        }
    }

    private static int Nearest(int left, int up, int corner)
    {
        int guess = left + up - corner, toLeft = Math.Abs(guess - left), toUp = Math.Abs(guess - up), toCorner = Math.Abs(guess - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Take(byte[] row, int pixel, PngHeader header, ushort[] samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int at = (pixel * samples.Length) + i;
            samples[i] = header.Depth switch
            {
                8 => row[at],
                16 => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(2 * at)),
                int depth => (ushort)((row[at * depth / 8] >> (8 - depth - (at * depth % 8))) & ((1 << depth) - 1)),
            };
        }
    }

    private static void Put(string name, PngHeader header, byte[] palette, byte[] transparency, ushort[] samples, Span<float> pixel)
    {
        if (header.ColourType == PngHeader.Palette)
        {
            int chosen = samples[0];
            if (chosen >= palette.Length / 3)
                throw new DataException($"{name}: a pixel has colour {chosen} of a palette of {palette.Length / 3}; the file is damaged");
            for (int i = 0; i < 3; i++)
                pixel[i] = palette[(3 * chosen) + i] / 255f;
            if (pixel.Length == 4)
                pixel[3] = chosen < transparency.Length ? transparency[chosen] / 255f : 1;
            return;
        }

        float largest = (1 << header.Depth) - 1;
        bool clear = transparency.Length > 0;
        for (int i = 0; i < samples.Length; i++)
        {
            pixel[i] = samples[i] / largest;
            clear = clear && BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * i)) == samples[i];
        }

        if (pixel.Length > samples.Length)
            pixel[^1] = clear ? 0 : 1;
    }
}
