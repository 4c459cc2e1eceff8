namespace Weir.Tensors.Backends;

/// <summary>
/// Which pixels each output of a pooling sees. Adaptive windows are cut so that the outputs share the image evenly (window, stride and
/// padding then count for nothing); with CountPadding pixels outside count in an average, as zeros.
/// </summary>
internal readonly record struct PoolingShape(
    int Samples, Extent Image, int Channels, Extent Output, Extent Window, Extent Stride, Extent Padding, bool Adaptive, bool CountPadding)
{
    public int Pixels => Samples * Image.Height * Image.Width;

    public int OutputPixels => Samples * Output.Height * Output.Width;

    /// <summary>The rows that row <paramref name="output"/> sees, those outside left out, and how many count.</summary>
    public (int Start, int End, int Count) Rows(int output) =>
        Range(output, Image.Height, Output.Height, Window.Height, Stride.Height, Padding.Height);

    /// <summary>The same for columns.</summary>
    public (int Start, int End, int Count) Columns(int output) =>
        Range(output, Image.Width, Output.Width, Window.Width, Stride.Width, Padding.Width);

    private (int Start, int End, int Count) Range(int output, int image, int outputs, int window, int stride, int padding)
    {
        int start = Adaptive ? (int)((long)output * image / outputs) : (output * stride) - padding;
        int end = Adaptive ? (int)((((long)output + 1) * image + outputs - 1) / outputs) : Math.Min(start + window, image + padding);
        int inside = Math.Max(0, start), last = Math.Min(end, image);
        return (inside, last, CountPadding ? end - start : last - inside);
    }
}
