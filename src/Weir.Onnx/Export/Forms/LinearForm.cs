using Weir.Nn;

namespace Weir.Onnx;

/// <summary>A dense layer: Gemm for rows, else a product and a sum over the last axis.</summary>
internal sealed class LinearForm : OnnxForm<Linear>
{
    protected override OnnxSignal Write(Linear module, OnnxSignal x, OnnxGraph graph)
    {
        string? bias = module.Bias is { } parameter ? graph.Constant(parameter) : null;
        OnnxSignal y = Of(x, graph, graph.Constant(module.Weight), bias, module.Weight.Shape[1]);
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }

    /// <summary>x·W + b.</summary>
    public static OnnxSignal Of(OnnxSignal x, OnnxGraph graph, string weight, string? bias, int units)
    {
        x = graph.ChannelsLast(x);
        string name;
        if (x.Shape.Rank == 1)
        {
            name = graph.Node("Gemm", bias is null ? [x.Name, weight] : [x.Name, weight, bias]);
        }
        else
        {
            name = graph.Node("MatMul", [x.Name, weight]);
            name = bias is null ? name : graph.Node("Add", [name, bias]);
        }

        return x with { Name = name, Shape = x.Shape.With(^1, units) };
    }
}
