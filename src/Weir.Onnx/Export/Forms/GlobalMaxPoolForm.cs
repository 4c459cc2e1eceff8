using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The maximum over all pixels.</summary>
internal sealed class GlobalMaxPoolForm : OnnxForm<GlobalMaxPool2d>
{
    protected override OnnxSignal Write(GlobalMaxPool2d module, OnnxSignal x, OnnxGraph graph) =>
        GlobalAveragePoolForm.Of("GlobalMaxPool", x, graph);
}
