namespace Weir.Tensors.Backends;

/// <summary>
/// Which pixels each pixel of an enlarged image is made of: the nearest one, or by bilinear weights the two nearest along each axis. Pixels
/// are squares whose middles count, and what lies beyond the border is the pixel at the border.
/// </summary>
internal readonly record struct UpsamplingShape(int Samples, Extent Image, int Channels, Extent Factor, bool Bilinear)
{
    public int Pixels => Samples * Image.Height * Image.Width;

    public Extent Output => new(Image.Height * Factor.Height, Image.Width * Factor.Width);

    /// <summary>The two rows that row <paramref name="output"/> is made of, and the weight of the second.</summary>
    public (int First, int Second, float Weight) Rows(int output) => Taps(output, Image.Height, Factor.Height);

    /// <summary>The same for columns.</summary>
    public (int First, int Second, float Weight) Columns(int output) => Taps(output, Image.Width, Factor.Width);

    /// <summary>The rows of the output that row <paramref name="input"/> has a part in; some may have the weight 0.</summary>
    public (int Start, int End) RowsOf(int input) => Reach(input, Image.Height, Factor.Height);

    /// <summary>The same for columns.</summary>
    public (int Start, int End) ColumnsOf(int input) => Reach(input, Image.Width, Factor.Width);

    /// <summary>What row <paramref name="input"/> weighs in row <paramref name="output"/>.</summary>
    public float WeightOfRow(int input, int output) => Part(input, Rows(output));

    /// <summary>The same for columns.</summary>
    public float WeightOfColumn(int input, int output) => Part(input, Columns(output));

    private static float Part(int input, (int First, int Second, float Weight) taps) =>
        (taps.First == input ? 1 - taps.Weight : 0) + (taps.Second == input ? taps.Weight : 0);

    private (int First, int Second, float Weight) Taps(int output, int image, int factor)
    {
        if (!Bilinear)
            return (output / factor, output / factor, 0);
        // The middle of the output's pixel, in pixels of the image: (output + ½)/factor − ½, in halves of an output's pixel.
        int halves = (2 * output) + 1 - factor;
        if (halves <= 0)
            return (0, 0, 0);
        int first = halves / (2 * factor);
        return first >= image - 1 ? (image - 1, image - 1, 0)
            : (first, first + 1, (float)(halves - (first * 2 * factor)) / (2 * factor));
    }

    private (int Start, int End) Reach(int input, int image, int factor) => Bilinear
        ? (Math.Max(0, (input - 1) * factor), Math.Min(image, input + 2) * factor) : (input * factor, (input + 1) * factor);
}
