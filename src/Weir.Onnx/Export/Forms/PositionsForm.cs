using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Rows that are added to the places of a sequence.</summary>
internal static class PositionsForm
{
    /// <summary>Adds the rows of as many places as there are.</summary>
    public static OnnxSignal Add(OnnxSignal x, OnnxGraph graph, string name, ReadOnlySpan<float> rows)
    {
        (int length, int width) = (x.Shape[0], x.Shape[1]);
        return x.Named(graph.Node("Add", [x.Name, graph.Constant(name, [length, width], rows[..(length * width)])]));
    }
}

/// <summary>Rows that were learnt.</summary>
internal sealed class LearnedPositionsForm : OnnxForm<LearnedPositions>
{
    protected override OnnxSignal Write(LearnedPositions module, OnnxSignal x, OnnxGraph graph) =>
        PositionsForm.Add(x, graph, "positions", module.Weight.Value.ToArray());
}

/// <summary>Waves.</summary>
internal sealed class PositionalEncodingForm : OnnxForm<PositionalEncoding>
{
    protected override OnnxSignal Write(PositionalEncoding module, OnnxSignal x, OnnxGraph graph) =>
        PositionsForm.Add(x, graph, "waves", module.Waves.ToArray());
}
