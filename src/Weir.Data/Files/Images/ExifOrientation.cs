using System.Buffers.Binary;

namespace Weir.Data;

/// <summary>
/// How a camera was held, as it notes it in the Exif part of a JPEG (tag 0x0112): 1 as it is seen, 2 to 8 mirrored or turned.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112, EntrySize = 12;

    /// <summary>The orientation that a JPEG notes; 1 where it notes none that can be understood.</summary>
    public static int Of(ReadOnlySpan<byte> jpeg)
    {
        // Segments: 0xFF, a kind, and the length of what follows, which counts itself.
        for (int at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length)
                return 1;
            ReadOnlySpan<byte> content = jpeg.Slice(at + 4, length - 2);
            if (jpeg[at + 1] == 0xE1 && content.StartsWith("Exif\0\0"u8))
                return OfTiff(content[6..]);
            at += 2 + length;
        }

        return 1;
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM"u8)))
            return 1;
        uint start = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2)
            return 1;
        int entries = Short(tiff[(int)start..], little);
        for (int i = 0; i < entries; i++)
        {
            int at = (int)start + 2 + (i * EntrySize);
            if (at + EntrySize > tiff.Length)
                return 1;
            if (Short(tiff[at..], little) == Tag)
                return Short(tiff[(at + 8)..], little) is >= 1 and <= 8 and var orientation ? orientation : 1;
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
