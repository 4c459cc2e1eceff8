using Weir.Nn;

namespace Weir.Onnx;

/// <summary>x / √(mean x² + ε) · scale over the last axis.</summary>
internal sealed class RmsNormForm : OnnxForm<RmsNorm>
{
    protected override OnnxSignal Write(RmsNorm module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsLast(x);
        string squares = graph.Node("ReduceMean", [graph.Node("Mul", [x.Name, x.Name]), graph.Whole(-1)], ("keepdims", 1));
        string size = graph.Node("Sqrt", [graph.Node("Add", [squares, graph.Constant("epsilon", [], [(float)module.Epsilon])])]);
        return x.Named(graph.Node("Mul", [graph.Node("Div", [x.Name, size]), graph.Constant(module.Scale)]));
    }
}
