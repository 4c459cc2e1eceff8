using System.Buffers.Binary;
using System.Text;

namespace Weir.Data;

/// <summary>
/// PNG (ISO/IEC 15948): all colour types and bit depths, palettes, transparency, interlaced or not; checksums are checked, chunks that do
/// not change pixels' values are passed over. Levels are taken as they are, without regard to gamma. Grey and colours keep their opacity as
/// a channel where they have one.
/// </summary>
internal static class PngFile
{
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads an image.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="asTheyStand">Whether numbers are given as they stand in the file: places in the palette, levels that are not scaled.
    /// </param>
    public static PixelImage Decode(string name, byte[] bytes, bool asTheyStand = false)
    {
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        using MemoryStream data = new();
        bool dataEnded = false;
        for (int at = Signature.Length; ;)
        {
            (string type, Memory<byte> content) = Chunk(name, bytes, at);
            if (header is null && type != "IHDR")
                throw new DataException($"{name}: at byte {at}: chunk {type} comes before the header IHDR; the file is damaged");
            dataEnded |= data.Length > 0 && type != "IDAT";
            switch (type)
            {
                case "IHDR":
                    header = header is null ? PngHeader.Parse(name, content.Span)
                        : throw new DataException($"{name}: at byte {at}: a second header; the file is damaged");
                    break;
                case "PLTE":
                    palette = content.Length % 3 == 0 && content.Length is > 0 and <= 768 ? content.ToArray()
                        : throw new DataException($"{name}: at byte {at}: a palette of {content.Length} bytes; it has 1 to 256 colours "
                            + "of 3");
                    break;
                case "tRNS":
                    transparency = content.ToArray();
                    break;
                case "IDAT":
                    if (dataEnded)
                        throw new DataException($"{name}: at byte {at}: pixels go on behind other chunks; the file is damaged");
                    data.Write(content.Span);
                    break;
                case "IEND":
                    if (data.Length == 0)
                        throw new DataException($"{name}: at byte {at}: the file ends without pixels");
                    data.Position = 0;
                    return PngPixels.Decode(name, header!.Value, palette, asTheyStand ? [] : transparency, data, asTheyStand);
                default:
                    // A capital letter says that the image cannot be shown without the chunk.
                    if (char.IsAsciiLetterUpper(type[0]))
                        throw new DataException($"{name}: at byte {at}: chunk {type} is needed to read the image, and is not known");
                    break;
            }

            at += 12 + content.Length;
        }
    }

    private static (string Type, Memory<byte> Content) Chunk(string name, byte[] bytes, int at)
    {
        if (bytes.Length - at < 12)
            throw new DataException($"{name}: at byte {bytes.Length}: the file ends where a chunk is expected; it is cut off");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
        string type = Encoding.Latin1.GetString(bytes, at + 4, 4);
        if (!type.All(char.IsAsciiLetter))
            throw new DataException($"{name}: at byte {at}: no chunk of PNG stands here; the file is damaged");
        if (length > bytes.Length - at - 12)
            throw new DataException($"{name}: at byte {at}: chunk {type} has {length} bytes, of which {bytes.Length - at - 12} are "
                + "there; the file is cut off or damaged");
        uint expected = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length));
        uint sum = PngChecksum.Of(bytes.AsSpan(at + 4, 4 + (int)length));
        if (sum != expected)
            throw new DataException($"{name}: at byte {at}: the checksum of chunk {type} is {sum:X8} instead of {expected:X8}; the file "
                + "is damaged");
        return (type, bytes.AsMemory(at + 8, (int)length));
    }
}
