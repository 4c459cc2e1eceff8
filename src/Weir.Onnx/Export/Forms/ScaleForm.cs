using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The factor that was learnt.</summary>
internal sealed class ScaleForm : OnnxForm<Scale>
{
    protected override OnnxSignal Write(Scale module, OnnxSignal x, OnnxGraph graph)
    {
        x = module.Factor.Shape.Size == 1 ? x : graph.ChannelsLast(x);
        return x.Named(graph.Node("Mul", [x.Name, graph.Constant(module.Factor)]));
    }
}
