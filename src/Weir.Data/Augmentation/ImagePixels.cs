namespace Weir.Data;

/// <summary>An image that is being changed: values from 0 to 1, channels last, with room for a copy.</summary>
public readonly ref struct ImagePixels
{
    /// <summary>Puts an image together.</summary>
    /// <param name="values">height × width × channels numbers.</param>
    /// <param name="scratch">As many, of no meaning.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    public ImagePixels(Span<float> values, Span<float> scratch, int height, int width, int channels)
    {
        Values = values;
        Scratch = scratch;
        (Height, Width, Channels) = (height, width, channels);
    }

    /// <summary>The numbers.</summary>
    public Span<float> Values { get; }

    /// <summary>Room for as many.</summary>
    public Span<float> Scratch { get; }

    /// <summary>
    /// The class of each pixel, row by row; nothing where pixels have none. What moves pixels moves these as well; of a pixel that comes in
    /// from outside it is <see cref="ClassTargets.Ignored"/>.
    /// </summary>
    public Span<int> Labels { get; init; }

    /// <summary>Room for as many.</summary>
    internal Span<int> LabelScratch { get; init; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>The numbers of one pixel.</summary>
    /// <param name="row">From 0, the top.</param>
    /// <param name="column">From 0, the left.</param>
    public Span<float> Pixel(int row, int column) => Values.Slice(((row * Width) + column) * Channels, Channels);

    /// <summary>Copies the image to <see cref="Scratch"/>.</summary>
    /// <returns>The copy.</returns>
    public ReadOnlySpan<float> Copy()
    {
        Values.CopyTo(Scratch);
        return Scratch;
    }

    /// <summary>Copies the classes of the pixels.</summary>
    /// <returns>The copy.</returns>
    internal ReadOnlySpan<int> CopyLabels()
    {
        Labels.CopyTo(LabelScratch);
        return LabelScratch;
    }

    /// <summary>
    /// How bright a pixel is: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), or the mean where there are not three channels.
    /// </summary>
    /// <param name="pixel">Its numbers.</param>
    internal static float Luma(ReadOnlySpan<float> pixel)
    {
        if (pixel.Length == 3)
            return (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]);
        float sum = 0;
        foreach (float value in pixel)
            sum += value;
        return sum / pixel.Length;
    }
}
