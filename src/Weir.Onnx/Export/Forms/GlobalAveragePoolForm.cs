using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The mean over all pixels.</summary>
internal sealed class GlobalAveragePoolForm : OnnxForm<GlobalAveragePool2d>
{
    protected override OnnxSignal Write(GlobalAveragePool2d module, OnnxSignal x, OnnxGraph graph) => Of("GlobalAveragePool", x, graph);

    /// <summary>One number for each channel.</summary>
    public static OnnxSignal Of(string operation, OnnxSignal x, OnnxGraph graph)
    {
        string pixel = graph.Node(operation, [graph.ChannelsFirst(x).Name]);
        return new OnnxSignal(graph.Node("Flatten", [pixel], ("axis", 1)), x.Shape.From(2));
    }
}
