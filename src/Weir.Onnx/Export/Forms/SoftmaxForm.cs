using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Softmax over the last axis.</summary>
internal sealed class SoftmaxForm : OnnxForm<Softmax>
{
    protected override OnnxSignal Write(Softmax module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsLast(x);
        return x.Named(graph.Node("Softmax", [x.Name], ("axis", -1)));
    }
}
