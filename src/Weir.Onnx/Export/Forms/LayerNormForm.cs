using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Layer norm over the last axis.</summary>
internal sealed class LayerNormForm : OnnxForm<LayerNorm>
{
    protected override OnnxSignal Write(LayerNorm module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsLast(x);
        return x.Named(graph.Node("LayerNormalization", [x.Name, graph.Constant(module.Scale), graph.Constant(module.Shift)],
            ("axis", -1), ("epsilon", module.Epsilon)));
    }
}
