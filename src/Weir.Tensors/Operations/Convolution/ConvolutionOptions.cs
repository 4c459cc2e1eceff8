namespace Weir.Tensors;

/// <summary>How a kernel walks over an image.</summary>
public sealed record ConvolutionOptions
{
    /// <summary>Pixels from one output to the next, 1 or more. Default 1.</summary>
    public Extent Stride { get; init; } = 1;

    /// <summary>Rows and columns of zeros on each side, 0 or more. Default 0.</summary>
    public Extent Padding { get; init; } = 0;

    /// <summary>Pixels from one entry of the kernel to the next, 1 or more (Yu and Koltun, 2016). Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>
    /// Channels are cut into so many groups that do not see each other; as many as channels is a depthwise convolution. Default 1.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="ShapeException">One of them is out of range.</exception>
    public void Check()
    {
        Stride.Check("convolution", "stride", 1);
        Padding.Check("convolution", "padding", 0);
        Dilation.Check("convolution", "dilation", 1);
        if (Groups < 1)
            throw new ShapeException($"convolution: {Groups} groups were asked for; there must be 1 or more");
    }

    /// <summary>The extent of the output of an image.</summary>
    /// <param name="image">Height and width of the image.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <exception cref="ShapeException">The kernel does not fit into the padded image.</exception>
    public Extent Output(Extent image, Extent kernel) => new(
        Output("height", image.Height, kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
        Output("width", image.Width, kernel.Width, Stride.Width, Padding.Width, Dilation.Width));

    private static int Output(string axis, int image, int kernel, int stride, int padding, int dilation)
    {
        long reach = ((long)dilation * (kernel - 1)) + 1, whole = image + (2L * padding);
        if (whole > Extent.Most)
            throw new ShapeException($"convolution: an image of {axis} {image} with padding {padding} is {whole} pixels; at most "
                + $"{Extent.Most} are possible");
        if (reach > whole)
            throw new ShapeException($"convolution: a kernel that reaches over {reach} pixels of {axis} does not fit into an image of "
                + $"{image} with padding {padding}");
        return (int)((whole - reach) / stride) + 1;
    }
}
