using Weir.Nn;

namespace Weir.Onnx;

/// <summary>The mean of windows.</summary>
internal sealed class AveragePoolForm() : PoolForm<AveragePool2d>("AveragePool")
{
    protected override OnnxSignal Write(AveragePool2d module, OnnxSignal x, OnnxGraph graph) =>
        Write(module.Options, x, graph, ("count_include_pad", module.Options.CountPadding ? 1 : 0));
}
