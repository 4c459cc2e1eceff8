using Weir.Nn;

namespace Weir.Onnx;

/// <summary>A convolution of weight norm: the kernels that directions and lengths make.</summary>
internal sealed class WeightNormConv2dForm : OnnxForm<WeightNormConv2d>
{
    protected override OnnxSignal Write(WeightNormConv2d module, OnnxSignal x, OnnxGraph graph)
    {
        float[] values = WeightNormLinearForm.WeightOf(module.Direction, module.Length);
        OnnxSignal y = Conv2dForm.Of(x, graph, module.Direction, values, module.Bias, module.Options);
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }
}
