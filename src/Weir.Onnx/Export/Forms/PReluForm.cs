using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The rectifier whose slopes were learnt.</summary>
internal sealed class PReluForm : OnnxForm<PRelu>
{
    protected override OnnxSignal Write(PRelu module, OnnxSignal x, OnnxGraph graph)
    {
        x = module.Slope.Shape.Size == 1 ? x : graph.ChannelsLast(x);
        return x.Named(graph.Node("PRelu", [x.Name, graph.Constant(module.Slope)]));
    }
}
