using SkiaSharp;

namespace Weir.Skia.Tests;

/// <summary>Files of small images, written by SkiaSharp.</summary>
internal static class Pictures
{
    /// <summary>A GIF of one white pixel.</summary>
    public static byte[] Gif { get; } = Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=");

    /// <summary>A WebP without losses.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="colour">The colour of the pixel of a row and a column.</param>
    public static byte[] WebP(int height, int width, Func<int, int, SKColor> colour)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
                bitmap.SetPixel(column, row, colour(row, column));
        }

        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData? data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100));
        return data!.ToArray();
    }

    /// <summary>A WebP whose pixels are all different, so that nothing of it can be left out.</summary>
    public static byte[] Busy(int side, int seed = 0) => WebP(side, side, (row, column) =>
        new SKColor((byte)((37 * row) + seed), (byte)(91 * column), (byte)((row * column) + seed)));
}
