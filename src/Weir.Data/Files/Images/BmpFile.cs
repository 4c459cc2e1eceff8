using System.Buffers.Binary;

namespace Weir.Data;

/// <summary>BMP: levels of 1, 4 and 8 bits by a palette, and colours of 16, 24 and 32 bits, not packed.</summary>
internal static class BmpFile
{
    private const int FileHeader = 14, OldHeader = 12, Header = 40;

    public static ReadOnlySpan<byte> Start => "BM"u8;

    public static PixelImage Decode(string name, byte[] bytes)
    {
        if (bytes.Length < FileHeader + OldHeader)
            throw Damaged(name, $"it has {bytes.Length} bytes, and its header alone takes {FileHeader + OldHeader}");
        uint pixels = Whole(bytes, 10), size = Whole(bytes, 14);
        bool isOld = size == OldHeader;
        if (!isOld && (size < Header || FileHeader + size > bytes.Length))
            throw Damaged(name, $"its header claims {size} bytes");
        int width = isOld ? Short(bytes, 18) : (int)Whole(bytes, 18), rows = isOld ? Short(bytes, 20) : (int)Whole(bytes, 22);
        int depth = Short(bytes, isOld ? 24 : 28);
        uint packing = isOld ? 0 : Whole(bytes, 30);
        if (width < 1 || rows is 0 or int.MinValue)
            throw Damaged(name, $"it claims {width} × {rows} pixels");
        if (packing is not (0 or 3) || (packing == 3 && depth is not (16 or 32)))
            throw new DataException($"{name}: it is a packed BMP (kind {packing}), which is not read; save it as PNG");
        if (packing == 3 && bytes.Length < FileHeader + Header + 12)
            throw Damaged(name, "it ends within the masks of its colours");
        if (depth is not (1 or 4 or 8 or 16 or 24 or 32))
            throw Damaged(name, $"it claims {depth} bits a pixel");
        // A negative height says that the first row comes first.
        int height = Math.Abs(rows);
        long stride = (((long)width * depth) + 31) / 32 * 4;
        if (pixels > bytes.Length || stride * height > bytes.Length - pixels)
            throw Damaged(name, $"{width} × {height} pixels of {depth} bits need {stride * height} bytes, and it has "
                + $"{Math.Max(0, bytes.Length - (long)pixels)} behind its header");
        if (FileLimits.Wrong((Int128)width * height * 3 * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: as pixels of {width} × {height}, {wrong}");
        byte[] palette = depth <= 8 ? Palette(name, bytes, depth, isOld, size) : [];
        uint[] masks = packing == 3 ? [Whole(bytes, 54), Whole(bytes, 58), Whole(bytes, 62)] : [0x7C00, 0x03E0, 0x001F];
        bool isGrey = depth <= 8 && IsGrey(palette);
        int channels = isGrey ? 1 : 3;
        float[] values = new float[height * width * channels];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = bytes.AsSpan((int)(pixels + (stride * (rows < 0 ? y : height - 1 - y))), (int)stride);
            for (int x = 0; x < width; x++)
            {
                Span<float> to = values.AsSpan(((y * width) + x) * channels, channels);
                if (depth <= 8)
                    Look(palette, Index(row, x, depth), to);
                else if (depth == 16 || packing == 3)
                    Masked(depth == 16 ? (uint)BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
                        : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]), masks, to);
                else
                    Look(row, x * depth / 8, to);
            }
        }

        return new PixelImage(height, width, channels, values);
    }

    /// <summary>Blue, green and red of each colour, one behind the other; what is not there is black.</summary>
    private static byte[] Palette(string name, byte[] bytes, int depth, bool isOld, uint header)
    {
        uint claimed = isOld ? 0 : Whole(bytes, 46);
        int count = claimed is 0 || claimed > 1 << depth ? 1 << depth : (int)claimed, entry = isOld ? 3 : 4;
        int start = FileHeader + (int)header;
        if (start + (count * entry) > bytes.Length)
            throw Damaged(name, $"its palette of {count} colours does not fit into its {bytes.Length} bytes");
        byte[] palette = new byte[3 << depth];
        for (int i = 0; i < count; i++)
            bytes.AsSpan(start + (i * entry), 3).CopyTo(palette.AsSpan(3 * i));
        return palette;
    }

    private static bool IsGrey(byte[] palette)
    {
        for (int at = 0; at < palette.Length; at += 3)
        {
            if (palette[at] != palette[at + 1] || palette[at] != palette[at + 2])
                return false;
        }

        return true;
    }

    private static int Index(ReadOnlySpan<byte> row, int x, int depth) => depth switch
    {
        1 => (row[x / 8] >> (7 - (x % 8))) & 1,
        4 => (row[x / 2] >> (4 * (1 - (x % 2)))) & 15,
        _ => row[x],
    } * 3;

    private static void Look(ReadOnlySpan<byte> colours, int at, Span<float> to)
    {
        // Blue comes first.
        for (int channel = 0; channel < to.Length; channel++)
            to[channel] = colours[at + to.Length - 1 - channel] / 255f;
    }

    private static void Masked(uint pixel, uint[] masks, Span<float> to)
    {
        for (int channel = 0; channel < to.Length; channel++)
            to[channel] = masks[channel] == 0 ? 0 : (float)((double)(pixel & masks[channel]) / masks[channel]);
    }

    private static uint Whole(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static DataException Damaged(string name, string what) => new($"{name}: the BMP is damaged: {what}");
}
