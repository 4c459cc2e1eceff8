using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A transposed convolution, channels first.</summary>
internal sealed class ConvTransposeForm : OnnxForm<ConvTranspose2d>
{
    protected override OnnxSignal Write(ConvTranspose2d module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        Shape kernel = module.Weight.Shape;
        (int height, int width, int outputs, int inputs) = (kernel[0], kernel[1], kernel[2], kernel[3]);
        string weight = graph.Constant(module.Weight, [inputs, outputs, height, width],
            AxisOrder.Reversed(module.Weight.Value.ToArray(), height * width, outputs, inputs));
        string name = graph.Node("ConvTranspose", [x.Name, weight, graph.Constant(module.Bias)],
            ("kernel_shape", new[] { height, width }),
            ("strides", Conv2dForm.Both(module.Options.Stride)),
            ("pads", Conv2dForm.Around(module.Options.Padding)),
            ("dilations", Conv2dForm.Both(module.Options.Dilation)));
        Extent extent = module.Output(new Extent(x.Shape[0], x.Shape[1]));
        OnnxSignal y = x with { Name = name, Shape = new Shape(extent.Height, extent.Width, outputs) };
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }
}
