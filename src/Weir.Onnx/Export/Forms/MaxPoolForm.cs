using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The maximum of windows.</summary>
internal sealed class MaxPoolForm() : PoolForm<MaxPool2d>("MaxPool")
{
    protected override OnnxSignal Write(MaxPool2d module, OnnxSignal x, OnnxGraph graph) => Write(module.Options, x, graph);
}
