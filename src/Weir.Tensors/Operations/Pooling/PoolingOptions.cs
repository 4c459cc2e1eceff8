namespace Weir.Tensors;

/// <summary>How a window walks over an image.</summary>
public sealed record PoolingOptions
{
    /// <summary>Height and width of the window, 1 or more. Default 2.</summary>
    public Extent Window { get; init; } = 2;

    /// <summary>
    /// Pixels from one window to the next, 1 or more; null for the window's own extent, so that windows lie side by side. Default null.
    /// </summary>
    public Extent? Stride { get; init; }

    /// <summary>Rows and columns outside the image on each side that windows may reach over, at most half a window. Default 0.</summary>
    public Extent Padding { get; init; } = 0;

    /// <summary>Whether an average counts the pixels outside as zeros. Default true.</summary>
    public bool CountPadding { get; init; } = true;

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="ShapeException">One of them is out of range.</exception>
    public void Check()
    {
        Window.Check("pooling", "window", 1);
        Stride?.Check("pooling", "stride", 1);
        Padding.Check("pooling", "padding", 0);
        if (2L * Padding.Height > Window.Height || 2L * Padding.Width > Window.Width)
            throw new ShapeException($"pooling: padding {Padding} is more than half of the window {Window}: some windows would see "
                + "nothing of the image");
    }

    /// <summary>The extent of the output of an image.</summary>
    /// <param name="image">Height and width of the image.</param>
    /// <exception cref="ShapeException">The window does not fit into the padded image.</exception>
    public Extent Output(Extent image)
    {
        Extent stride = Stride ?? Window;
        return new Extent(
            Output("height", image.Height, Window.Height, stride.Height, Padding.Height),
            Output("width", image.Width, Window.Width, stride.Width, Padding.Width));
    }

    private static int Output(string axis, int image, int window, int stride, int padding)
    {
        long whole = image + (2L * padding);
        if (whole > Extent.Most)
            throw new ShapeException($"pooling: an image of {axis} {image} with padding {padding} is {whole} pixels; at most "
                + $"{Extent.Most} are possible");
        if (window > whole)
            throw new ShapeException($"pooling: a window of {axis} {window} does not fit into an image of {image} with padding {padding}");
        return (int)((whole - window) / stride) + 1;
    }
}
