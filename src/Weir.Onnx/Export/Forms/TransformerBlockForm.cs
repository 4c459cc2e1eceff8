using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Attention and network, each with its shortcut and norm.</summary>
internal sealed class TransformerBlockForm : OnnxForm<TransformerBlock>
{
    protected override OnnxSignal Write(TransformerBlock module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal attended = Around(module, x, graph, module.AttentionNorm, y => graph.Apply(module.Attention, y));
        return Around(module, attended, graph, module.NetworkNorm, y => graph.Apply(module.Contract, graph.Apply(module.Expand, y)));
    }

    private static OnnxSignal Around(
        TransformerBlock module, OnnxSignal x, OnnxGraph graph, LayerNorm norm, Func<OnnxSignal, OnnxSignal> make)
    {
        OnnxSignal made = make(module.NormFirst ? graph.Apply(norm, x) : x);
        OnnxSignal sum = x.Named(graph.Node("Add", [x.Name, made.Name]));
        return module.NormFirst ? sum : graph.Apply(norm, sum);
    }
}
