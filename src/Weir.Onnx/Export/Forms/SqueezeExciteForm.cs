using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Each channel times its gate.</summary>
internal sealed class SqueezeExciteForm : OnnxForm<SqueezeExcite>
{
    protected override OnnxSignal Write(SqueezeExcite module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        OnnxSignal gate = graph.Apply(module.Excite, graph.Apply(module.Squeeze, GlobalAveragePoolForm.Of("GlobalAveragePool", x, graph)));
        string shaped = graph.Node("Reshape", [gate.Name, graph.Whole(0, x.Shape[2], 1, 1)]);
        return x.Named(graph.Node("Mul", [x.Name, shaped]));
    }
}
