using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Maxima and means of windows and of whole images.</summary>
internal static class PoolOperators
{
    public static void Maximum(NodeReading node)
    {
        if (node.Extent("dilations", 1) != (Extent)1)
            throw node.Refuse("windows with gaps ('dilations') are not read");
        Windows(node, options => new MaxPool2d(options));
    }

    public static void Average(NodeReading node)
    {
        if (node.Extent("dilations", 1) != (Extent)1)
            throw node.Refuse("windows with gaps ('dilations') are not read");
        Windows(node, options => new AveragePool2d(options));
    }

    public static void GlobalAverage(NodeReading node) => Global(node, () => new GlobalAveragePool2d());

    public static void GlobalMaximum(NodeReading node) => Global(node, () => new GlobalMaxPool2d());

    /// <summary>The mean over the pixels, as some programs write global pooling.</summary>
    public static void Mean(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        int rank = x.LengthsInFile().Length;
        long[] axes = [.. (node.Integers("axes") ?? node.Whole(1) ?? []).Select(axis => axis < 0 ? axis + rank : axis).Order()];
        bool isPixels = x.Shape.Rank == 3 && (x.Order == SignalOrder.ChannelsFirst ? axes is [2, 3] : axes is [1, 2]);
        if (!isPixels)
            throw node.Refuse($"a mean over the axes ({string.Join(", ", axes)}) of a signal of {rank} axes is not read; one over the "
                + "pixels of an image is");
        bool keeps = node.Integer("keepdims", 1) != 0;
        if (keeps && x.Order != SignalOrder.ChannelsFirst)
            throw node.Refuse("the pixels' axes are kept ('keepdims') where channels are last; only channels first are read so");
        node.Puts(new ImportStep(node.Name, [x.Step], _ => new GlobalAveragePool2d()), x.Shape.From(2),
            keeps ? SignalOrder.Pixel : SignalOrder.Same);
    }

    private static void Windows(NodeReading node, Func<PoolingOptions, Module> make)
    {
        ImportedSignal x = ProductOperators.Image(node);
        if (node.Integers("kernel_shape") is not { Count: 2 })
            throw node.Refuse("it has no 'kernel_shape' of two numbers");
        Extent window = node.Extent("kernel_shape", 1), stride = node.Extent("strides", 1);
        PoolingOptions options = new() { Window = window, Stride = stride, CountPadding = node.Integer("count_include_pad", 0) != 0 };
        options.Check();
        options = options with { Padding = Padding.Of(node, x.Shape, window, stride, 1) };
        options.Check();
        Extent image = new(x.Shape[0], x.Shape[1]), made = options.Output(image);
        if (node.Integer("ceil_mode", 0) != 0 && (HasRest(image.Height, window.Height, stride.Height, options.Padding.Height)
            || HasRest(image.Width, window.Width, stride.Width, options.Padding.Width)))
            throw node.Refuse("windows reach over the edge ('ceil_mode'); only windows within image and padding are read");
        node.Puts(new ImportStep(node.Name, [x.Step], _ => make(options)), new Shape(made.Height, made.Width, x.Shape[2]),
            SignalOrder.ChannelsFirst);
    }

    private static bool HasRest(int length, int window, int stride, int padding) => (length + (2L * padding) - window) % stride != 0;

    private static void Global(NodeReading node, Func<Module> make)
    {
        ImportedSignal x = ProductOperators.Image(node);
        node.Puts(new ImportStep(node.Name, [x.Step], _ => make()), x.Shape.From(2), SignalOrder.Pixel);
    }
}
