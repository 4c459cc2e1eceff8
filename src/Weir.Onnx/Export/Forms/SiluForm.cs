using Weir.Nn;

namespace Weir.Onnx;

/// <summary>x·σ(x).</summary>
internal sealed class SiluForm : OnnxForm<Silu>
{
    protected override OnnxSignal Write(Silu module, OnnxSignal x, OnnxGraph graph) =>
        x.Named(graph.Node("Mul", [x.Name, graph.Node("Sigmoid", [x.Name])]));
}
