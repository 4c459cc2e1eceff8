using System.Buffers.Binary;

namespace Weir.Data;

/// <summary>What the first chunk of a PNG file says.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int ColourType, bool Interlaced)
{
    public const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6;
    private const int MostPixels = 1 << 28;

    // Where each of the seven passes of Adam7 begins, and how far its pixels lie apart.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Numbers of a pixel in the file.</summary>
    public int Samples => ColourType switch { Colour => 3, GreyAlpha => 2, ColourAlpha => 4, _ => 1 };

    /// <summary>From a byte to the one that filters compare it with.</summary>
    public int FilterStep => Math.Max(1, Samples * Depth / 8);

    /// <summary>The passes: where they begin, their steps, and how many pixels each has across and down.</summary>
    public IEnumerable<(int X, int Y, int StepX, int StepY, int Across, int Down)> Passes()
    {
        foreach ((int x, int y, int stepX, int stepY) in Interlaced ? s_adam7 : [(0, 0, 1, 1)])
        {
            int across = (Width - x + stepX - 1) / stepX, down = (Height - y + stepY - 1) / stepY;
            if (across > 0 && down > 0)
                yield return (x, y, stepX, stepY, across, down);
        }
    }

    /// <summary>Bytes of a row of so many pixels, without its filter.</summary>
    public long RowBytes(int across) => (((long)across * Samples * Depth) + 7) / 8;

    public static PngHeader Parse(string name, ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
            throw new DataException($"{name}: its header chunk IHDR has {data.Length} bytes instead of 13; the file is damaged");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        (int depth, int type) = (data[8], data[9]);
        if (width == 0 || height == 0 || width > MostPixels || height > MostPixels || (long)width * height > MostPixels)
            throw new DataException($"{name}: its header says {width} × {height} pixels; 1 to {MostPixels} in all are read");
        bool known = type switch
        {
            Grey => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Colour or GreyAlpha or ColourAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!known)
            throw new DataException($"{name}: its header says colour type {type} of {depth} bits, which PNG does not have; the file is "
                + "damaged");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new DataException($"{name}: its header says compression {data[10]}, filter {data[11]} and interlace {data[12]}; PNG "
                + "has 0, 0, and 0 or 1: the file is damaged");
        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }
}
