using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The same numbers in another shape, in Weir's order.</summary>
internal sealed class ReshapeForm : OnnxForm<Reshape>
{
    protected override OnnxSignal Write(Reshape module, OnnxSignal x, OnnxGraph graph)
    {
        long[] lengths = [0, .. module.Sample.ToArray().Select(length => (long)length)];
        return x with
        {
            Name = graph.Node("Reshape", [graph.ChannelsLast(x).Name, graph.Whole(lengths)]),
            Shape = module.Sample,
            Layout = OnnxLayout.ChannelsLast,
        };
    }
}
