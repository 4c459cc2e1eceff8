using Weir.Nn;

namespace Weir.Onnx;

/// <summary>A row for each token.</summary>
internal sealed class EmbeddingForm : OnnxForm<Embedding>
{
    private const int Int64 = 7;

    protected override OnnxSignal Write(Embedding module, OnnxSignal x, OnnxGraph graph)
    {
        string tokens = x.IsWhole ? x.Name : graph.Node("Cast", [x.Name], ("to", Int64));
        string rows = graph.Node("Gather", [graph.Constant(module.Weight), tokens], ("axis", 0));
        return new OnnxSignal(rows, x.Shape.Append(module.Weight.Shape[1]));
    }
}
