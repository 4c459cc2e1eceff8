using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>The rows and columns around an image that a node asks for.</summary>
internal static class Padding
{
    /// <summary>The padding of a window; the same on both sides.</summary>
    public static Extent Of(NodeReading node, Shape image, Extent window, Extent stride, Extent dilation)
    {
        string way = node.Text("auto_pad", "NOTSET");
        switch (way)
        {
            case "NOTSET" or "":
                return Given(node);
            case "VALID":
                return 0;
            case "SAME_UPPER" or "SAME_LOWER":
                return new Extent(
                    Same(node, image[0], window.Height, stride.Height, dilation.Height),
                    Same(node, image[1], window.Width, stride.Width, dilation.Width));
            default:
                throw node.Refuse($"there is no 'auto_pad' {way}");
        }
    }

    private static Extent Given(NodeReading node)
    {
        if (node.Integers("pads") is not { Count: > 0 } pads)
            return 0;
        if (pads.Count != 4)
            throw node.Refuse($"'pads' has {pads.Count} numbers; around an image there are 4");
        return pads[0] == pads[2] && pads[1] == pads[3] ? new Extent(checked((int)pads[0]), checked((int)pads[1]))
            : throw node.Refuse($"'pads' are ({string.Join(", ", pads)}); only as many on both sides are read");
    }

    private static int Same(NodeReading node, int length, int window, int stride, int dilation)
    {
        long reach = ((long)dilation * (window - 1)) + 1, outputs = ((long)length + stride - 1) / stride;
        long padding = Math.Max(0, ((outputs - 1) * stride) + reach - length);
        return padding % 2 == 0 ? checked((int)(padding / 2))
            : throw node.Refuse($"'auto_pad' asks for {padding} rows or columns around {length} pixels, one more on one side; only as many "
                + "on both sides are read");
    }
}
