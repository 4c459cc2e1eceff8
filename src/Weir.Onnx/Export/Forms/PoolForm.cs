using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Maximum or mean of windows.</summary>
/// <typeparam name="TPool">Which.</typeparam>
/// <param name="operation">The operator.</param>
internal abstract class PoolForm<TPool>(string operation) : OnnxForm<TPool>
    where TPool : Module
{
    protected OnnxSignal Write(PoolingOptions options, OnnxSignal x, OnnxGraph graph, params (string, object)[] more)
    {
        x = graph.ChannelsFirst(x);
        string name = graph.Node(operation, [x.Name],
        [
            ("kernel_shape", Conv2dForm.Both(options.Window)),
            ("strides", Conv2dForm.Both(options.Stride ?? options.Window)),
            ("pads", Conv2dForm.Around(options.Padding)),
            .. more,
        ]);
        Extent extent = options.Output(new Extent(x.Shape[0], x.Shape[1]));
        return x with { Name = name, Shape = new Shape(extent.Height, extent.Width, x.Shape[2]) };
    }
}
