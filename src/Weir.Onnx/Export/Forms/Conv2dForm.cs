using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A convolution, channels first.</summary>
internal sealed class Conv2dForm : OnnxForm<Conv2d>
{
    protected override OnnxSignal Write(Conv2d module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal y = Of(x, graph, module.Weight, module.Weight.Value.ToArray(), module.Bias, module.Options);
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }

    /// <summary>x ∗ W + b.</summary>
    public static OnnxSignal Of(
        OnnxSignal x, OnnxGraph graph, Parameter kernel, float[] values, Parameter? bias, ConvolutionOptions options)
    {
        x = graph.ChannelsFirst(x);
        (int height, int width, int inputs, int outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        string weight = graph.Constant(kernel, [outputs, inputs, height, width],
            AxisOrder.Reversed(values, height * width, inputs, outputs));
        string[] names = bias is null ? [x.Name, weight] : [x.Name, weight, graph.Constant(bias)];
        string name = graph.Node("Conv", names,
            ("kernel_shape", new[] { height, width }),
            ("strides", Both(options.Stride)),
            ("pads", Around(options.Padding)),
            ("dilations", Both(options.Dilation)),
            ("group", options.Groups));
        Extent extent = options.Output(new Extent(x.Shape[0], x.Shape[1]), new Extent(height, width));
        return x with { Name = name, Shape = new Shape(extent.Height, extent.Width, outputs) };
    }

    public static int[] Both(Extent extent) => [extent.Height, extent.Width];

    public static int[] Around(Extent padding) => [padding.Height, padding.Width, padding.Height, padding.Width];
}
