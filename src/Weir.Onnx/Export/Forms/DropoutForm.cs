using Weir.Nn;

namespace Weir.Onnx;

/// <summary>In evaluation nothing is dropped, and nothing is written.</summary>
internal sealed class DropoutForm : OnnxForm<Dropout>
{
    protected override OnnxSignal Write(Dropout module, OnnxSignal x, OnnxGraph graph) => x;
}
