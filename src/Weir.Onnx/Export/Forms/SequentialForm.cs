using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Modules one behind the other.</summary>
internal sealed class SequentialForm : OnnxForm<Sequential>
{
    protected override OnnxSignal Write(Sequential module, OnnxSignal x, OnnxGraph graph) =>
        module.Parts.Aggregate(x, (signal, part) => graph.Apply(part, signal));
}
