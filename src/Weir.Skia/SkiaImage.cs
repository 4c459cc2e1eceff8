using SkiaSharp;
using Weir.Data;

namespace Weir.Skia;

/// <summary>An image as SkiaSharp decodes it, bounded and checked as those of the library are.</summary>
internal static class SkiaImage
{
    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="DataException">It is damaged, or claims more pixels than files may have.</exception>
    public static PixelImage Decode(string name, byte[] bytes)
    {
        using SKData data = SKData.CreateCopy(bytes);
        using SKCodec codec = SKCodec.Create(data)
            ?? throw new DataException($"{name}: the image is damaged, or of a kind that is not read");
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        // What is claimed is checked before memory is taken for it: as bytes here and as numbers behind.
        if (FileLimits.Wrong((Int128)width * height * 4 * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: as pixels of {width} × {height}, {wrong}");
        SKImageInfo form = new(width, height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        byte[] pixels = codec.GetPixels(form, out byte[] decoded) is SKCodecResult.Success ? decoded
            : throw new DataException($"{name}: the {codec.EncodedFormat} is damaged: it ends early, or holds what cannot be decoded");
        return Image(height, width, pixels).Seen((int)codec.EncodedOrigin);
    }

    // These formats have no grey of their own: an image is grey where all its pixels are, and has opacity where one is not opaque.
    private static PixelImage Image(int height, int width, byte[] pixels)
    {
        (bool grey, bool opaque) = (true, true);
        for (int i = 0; i < pixels.Length; i += 4)
        {
            grey &= pixels[i] == pixels[i + 1] && pixels[i] == pixels[i + 2];
            opaque &= pixels[i + 3] == byte.MaxValue;
        }

        (int colours, int channels) = (grey ? 1 : 3, (grey ? 1 : 3) + (opaque ? 0 : 1));
        float[] values = new float[height * width * channels];
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            ReadOnlySpan<byte> from = pixels.AsSpan(4 * pixel, 4);
            for (int channel = 0; channel < channels; channel++)
                values[(pixel * channels) + channel] = from[channel < colours ? channel : 3] / 255f;
        }

        return new PixelImage(height, width, channels, values);
    }
}
