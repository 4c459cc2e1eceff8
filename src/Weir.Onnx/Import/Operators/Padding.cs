using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>The rows and columns around an image that a node asks for.</summary>
internal static class Padding
{
    /// <summary>The padding of a window; the same on both sides.</summary>
    public static Extent Of(NodeReading node, Shape image, Extent window, Extent stride, Extent dilation)
    {
        (int top, int left, int bottom, int right) = Sides(node, image, window, stride, dilation);
        return top == bottom && left == right ? new Extent(top, left)
            : throw node.Refuse($"it asks for {top}, {left}, {bottom} and {right} rows or columns on the four sides; only as many on both "
                + "sides are read here");
    }

    /// <summary>A convolution's padding: its own where it is the same on both sides, else zeros around what comes in.</summary>
    /// <param name="node">The convolution.</param>
    /// <param name="x">What comes in.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="options">What else is said of the convolution.</param>
    public static (ConvolutionOptions Options, ImportedSignal X) Of(NodeReading node, ImportedSignal x, Extent kernel,
        ConvolutionOptions options)
    {
        (int top, int left, int bottom, int right) = Sides(node, x.Shape, kernel, options.Stride, options.Dilation);
        return top == bottom && left == right ? (options with { Padding = new Extent(top, left) }, x)
            : (options, node.Around(x, top, left, bottom, right));
    }

    private static (int Top, int Left, int Bottom, int Right) Sides(NodeReading node, Shape image, Extent window, Extent stride,
        Extent dilation)
    {
        string way = node.Text("auto_pad", "NOTSET");
        switch (way)
        {
            case "NOTSET" or "":
                return Given(node);
            case "VALID":
                return (0, 0, 0, 0);
            case "SAME_UPPER" or "SAME_LOWER":
                (int few, int many) rows = Same(image[0], window.Height, stride.Height, dilation.Height),
                    columns = Same(image[1], window.Width, stride.Width, dilation.Width);
                return way == "SAME_UPPER" ? (rows.few, columns.few, rows.many, columns.many)
                    : (rows.many, columns.many, rows.few, columns.few);
            default:
                throw node.Refuse($"there is no 'auto_pad' {way}");
        }
    }

    private static (int Top, int Left, int Bottom, int Right) Given(NodeReading node)
    {
        if (node.Integers("pads") is not { Count: > 0 } pads)
            return (0, 0, 0, 0);
        return pads is [>= 0, >= 0, >= 0, >= 0]
            ? (checked((int)pads[0]), checked((int)pads[1]), checked((int)pads[2]), checked((int)pads[3]))
            : throw node.Refuse($"'pads' are ({string.Join(", ", pads)}); around an image there are 4 numbers, none below 0");
    }

    /// <summary>Half of what is needed for as many outputs as there are strides in the image; one side may get one more.</summary>
    private static (int Few, int Many) Same(int length, int window, int stride, int dilation)
    {
        long reach = ((long)dilation * (window - 1)) + 1, outputs = ((long)length + stride - 1) / stride;
        int padding = checked((int)Math.Max(0, ((outputs - 1) * stride) + reach - length));
        return (padding / 2, padding - (padding / 2));
    }
}
