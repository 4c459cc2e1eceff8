namespace Weir.Data;

/// <summary>An image in memory: values from 0 to 1, row by row, channels last.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 grey, 2 grey and opacity, 3 red, green, blue, 4 the same and opacity.</param>
/// <param name="Values">Height × width × channels numbers.</param>
public sealed record PixelImage(int Height, int Width, int Channels, float[] Values)
{
    /// <summary>Whether it has colours.</summary>
    public bool HasColour => Channels >= 3;

    /// <summary>
    /// The image with 1 or 3 channels: what is transparent lies over black, grey becomes three equal colours, colours become their
    /// brightness (ITU-R BT.601).
    /// </summary>
    /// <param name="channels">1 or 3.</param>
    public PixelImage To(int channels)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "an image is turned to 1 channel or to 3");
        if (channels == Channels)
            return this;
        float[] values = new float[Height * Width * channels];
        int colours = HasColour ? 3 : 1;
        for (int pixel = 0; pixel < Height * Width; pixel++)
        {
            ReadOnlySpan<float> from = Values.AsSpan(pixel * Channels, Channels);
            float opacity = Channels == colours ? 1 : from[colours];
            Span<float> to = values.AsSpan(pixel * channels, channels);
            if (channels == 1)
                to[0] = opacity * ImagePixels.Luma(from[..colours]);
            for (int i = 0; channels == 3 && i < 3; i++)
                to[i] = opacity * from[Math.Min(i, colours - 1)];
        }

        return new PixelImage(Height, Width, channels, values);
    }

    /// <summary>The image as it is meant to be seen, by the orientation that a camera has noted.</summary>
    /// <param name="orientation">As Exif numbers them: 1 as it is, 2 mirrored, 3 upside down, 4 that mirrored, 5 to 8 turned by a
    /// quarter.</param>
    internal PixelImage Seen(int orientation)
    {
        if (orientation == 1)
            return this;
        bool turns = orientation >= 5;
        (int height, int width) = turns ? (Width, Height) : (Height, Width);
        float[] values = new float[Values.Length];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                // Where the pixel lies in what the camera has written.
                (int y, int x) = orientation switch
                {
                    2 => (row, Width - 1 - column),
                    3 => (Height - 1 - row, Width - 1 - column),
                    4 => (Height - 1 - row, column),
                    5 => (column, row),
                    6 => (Height - 1 - column, row),
                    7 => (Height - 1 - column, Width - 1 - row),
                    _ => (column, Width - 1 - row),
                };
                Values.AsSpan(((y * Width) + x) * Channels, Channels).CopyTo(values.AsSpan(((row * width) + column) * Channels));
            }
        }

        return new PixelImage(height, width, Channels, values);
    }

    /// <summary>A part of the image.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    public PixelImage Crop(int top, int left, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top + height, Height, nameof(height));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left + width, Width, nameof(width));
        float[] values = new float[height * width * Channels];
        for (int row = 0; row < height; row++)
            Values.AsSpan((((top + row) * Width) + left) * Channels, width * Channels).CopyTo(values.AsSpan(row * width * Channels));
        return new PixelImage(height, width, Channels, values);
    }

    /// <summary>
    /// The image at another size: bilinear, and where it becomes smaller averaged over all pixels that fall into one (a triangle filter).
    /// </summary>
    /// <param name="height">Its rows, 1 or more.</param>
    /// <param name="width">Its columns, 1 or more.</param>
    public PixelImage Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        float[] across = Height == 0 ? [] : Resample(Values, Height, Width, width, Channels);
        return new PixelImage(height, width, Channels, Resample(across, 1, Height, height, width * Channels));
    }

    /// <summary>Resamples the middle axis of (outer, length, inner).</summary>
    private static float[] Resample(float[] from, int outer, int length, int wanted, int inner)
    {
        if (wanted == length)
            return from;
        float[] to = new float[outer * wanted * inner];
        double scale = (double)length / wanted, reach = Math.Max(1, scale);
        for (int place = 0; place < wanted; place++)
        {
            double middle = (place + 0.5) * scale, sum = 0;
            int first = Math.Max(0, (int)Math.Floor(middle - reach)), last = Math.Min(length - 1, (int)Math.Ceiling(middle + reach));
            double[] weights = new double[last - first + 1];
            for (int i = 0; i < weights.Length; i++)
                sum += weights[i] = Math.Max(0, 1 - (Math.Abs(first + i + 0.5 - middle) / reach));
            for (int row = 0; row < outer; row++)
            {
                for (int entry = 0; entry < inner; entry++)
                {
                    double value = 0;
                    for (int i = 0; i < weights.Length; i++)
                        value += weights[i] * from[(((row * length) + first + i) * inner) + entry];
                    to[(((row * wanted) + place) * inner) + entry] = (float)(value / sum);
                }
            }
        }

        return to;
    }
}
