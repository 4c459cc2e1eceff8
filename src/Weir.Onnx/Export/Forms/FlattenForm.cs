using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>All axes but the first joined, in Weir's order: pixel by pixel.</summary>
internal sealed class FlattenForm : OnnxForm<Flatten>
{
    protected override OnnxSignal Write(Flatten module, OnnxSignal x, OnnxGraph graph) => Of(x, graph);

    /// <summary>The same for forms that flatten.</summary>
    public static OnnxSignal Of(OnnxSignal x, OnnxGraph graph)
    {
        if (x.Shape.Rank == 1)
            return x;
        x = graph.ChannelsLast(x);
        return x with { Name = graph.Node("Flatten", [x.Name], ("axis", 1)), Shape = new Shape(x.Shape.Size) };
    }
}
