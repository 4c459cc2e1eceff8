namespace Weir.Data;

/// <summary>A mask in memory: a value for each pixel, row by row.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Values">Height × width values.</param>
internal sealed record MaskImage(int Height, int Width, MaskValue[] Values)
{
    /// <summary>
    /// Reads a mask from a file: of a PNG with a palette the places in it, of a grey one the numbers as they stand there, of others levels
    /// from 0 to 255.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It cannot be read, or is a JPEG.</exception>
    public static MaskImage Read(string path)
    {
        byte[] bytes = InputFile.ReadBytes(path);
        if (bytes.AsSpan().StartsWith(JpegFile.Start))
            throw new DataException($"{path}: a mask cannot be a JPEG, which blurs values at the borders between classes; save masks "
                + "as PNG");
        bool isPng = bytes.AsSpan().StartsWith(PngFile.Signature);
        PixelImage image = isPng ? PngFile.Decode(path, bytes, asTheyStand: true) : ImageFile.Decode(path, bytes);
        // Of colours with 16 bits the upper eight.
        float scale = !isPng ? 255 : image.HasColour && image.Values.Any(value => value > 255) ? 1 / 257f : 1;
        MaskValue[] values = new MaskValue[image.Height * image.Width];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<float> pixel = image.Values.AsSpan(i * image.Channels, image.Channels);
            values[i] = image.HasColour ? MaskValue.Of(Level(pixel[0]), Level(pixel[1]), Level(pixel[2]))
                : new MaskValue(Level(pixel[0]));
        }

        return new MaskImage(image.Height, image.Width, values);

        int Level(float value) => (int)MathF.Round(value * scale);
    }

    /// <summary>A part of the mask at another size: each pixel is the nearest, so that no value comes in that was not there.</summary>
    /// <param name="height">Rows of the whole at that size.</param>
    /// <param name="width">Columns of the whole.</param>
    /// <param name="top">The first row of the part.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public MaskImage Take(int height, int width, int top, int left, int rows, int columns)
    {
        MaskValue[] values = new MaskValue[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int y = Nearest(top + row, height, Height);
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = Values[(y * Width) + Nearest(left + column, width, Width)];
        }

        return new MaskImage(rows, columns, values);
    }

    /// <summary>The place that holds the middle of another.</summary>
    /// <param name="at">The other place, of <paramref name="wanted"/> in all.</param>
    /// <param name="wanted">Places of the other row.</param>
    /// <param name="there">Places of this row, which is as long.</param>
    public static int Nearest(int at, int wanted, int there) => (int)(((2L * at) + 1) * there / (2L * wanted));
}
