using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Weir.Data;

/// <summary>
/// Writes masks as PNG, so that the numbers in the file are the values and whoever looks at it sees classes apart: numbers up to 255 as
/// places in a palette (of 0 and 255 alone as black and white), larger ones as grey levels of 16 bits, colours as colours.
/// </summary>
internal static class PngMask
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Encode(MaskImage mask)
    {
        bool colours = mask.Values.Any(value => value.IsColour), large = mask.Values.Any(value => value.Code > 255),
            two = mask.Values.All(value => value.Code is 0 or 255);
        (int depth, int type) = colours ? (8, PngHeader.Colour) : large ? (16, PngHeader.Grey)
            : (8, two ? PngHeader.Grey : PngHeader.Palette);
        using MemoryStream file = new();
        file.Write(PngFile.Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), mask.Height);
        (header[8], header[9]) = ((byte)depth, (byte)type);
        Chunk(file, "IHDR", header);
        if (type == PngHeader.Palette)
            Chunk(file, "PLTE", Palette());
        using (MemoryStream packed = new())
        {
            using (ZLibStream stream = new(packed, CompressionLevel.Optimal, leaveOpen: true))
                WriteRows(stream, mask, type, depth);
            Chunk(file, "IDAT", packed.ToArray());
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteRows(Stream stream, MaskImage mask, int type, int depth)
    {
        int bytes = type == PngHeader.Colour ? 3 : depth / 8;
        // Each row begins with its filter, 0 for none.
        byte[] row = new byte[1 + (mask.Width * bytes)];
        for (int y = 0; y < mask.Height; y++)
        {
            for (int x = 0; x < mask.Width; x++)
            {
                MaskValue value = mask.Values[(y * mask.Width) + x];
                Span<byte> pixel = row.AsSpan(1 + (x * bytes), bytes);
                if (type == PngHeader.Colour)
                    (pixel[0], pixel[1], pixel[2]) = value.Colour;
                else if (depth == 16)
                    BinaryPrimitives.WriteUInt16BigEndian(pixel, (ushort)value.Code);
                else
                    pixel[0] = (byte)value.Code;
            }

            stream.Write(row);
        }
    }

    /// <summary>
    /// The colours that masks of the PASCAL Visual Object Classes have (Everingham et al., 2010): the bits of a number in turn are those of
    /// red, green and blue, the greatest first.
    /// </summary>
    private static byte[] Palette()
    {
        byte[] palette = new byte[3 * 256];
        for (int number = 0; number < 256; number++)
        {
            for (int bit = 0; bit < 8; bit++)
                palette[(3 * number) + (bit % 3)] |= (byte)(((number >> bit) & 1) << (7 - (bit / 3)));
        }

        return palette;
    }

    private static void Chunk(Stream file, string type, byte[] content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.Latin1.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), PngChecksum.Of(chunk.AsSpan(4, 4 + content.Length)));
        file.Write(chunk);
    }
}
