using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Convolution, batch norm and function.</summary>
internal sealed class ConvBlockForm : OnnxForm<ConvBlock>
{
    protected override OnnxSignal Write(ConvBlock module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal y = graph.Apply(module.Norm, graph.Apply(module.Conv, x));
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }
}
