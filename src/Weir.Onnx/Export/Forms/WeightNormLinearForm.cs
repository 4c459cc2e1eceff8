using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A dense layer of weight norm: the weight that direction and length make.</summary>
internal sealed class WeightNormLinearForm : OnnxForm<WeightNormLinear>
{
    protected override OnnxSignal Write(WeightNormLinear module, OnnxSignal x, OnnxGraph graph)
    {
        Shape shape = module.Direction.Shape;
        string weight = graph.Constant(module.Direction, shape.ToArray(), WeightOf(module.Direction, module.Length));
        OnnxSignal y = LinearForm.Of(x, graph, weight, graph.Constant(module.Bias), shape[1]);
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }

    /// <summary>g·v/‖v‖ for each unit, which is the last axis.</summary>
    public static float[] WeightOf(Parameter direction, Parameter length)
    {
        float[] values = direction.Value.ToArray(), lengths = length.Value.ToArray();
        for (int unit = 0; unit < lengths.Length; unit++)
        {
            double squares = 0;
            for (int at = unit; at < values.Length; at += lengths.Length)
                squares += (double)values[at] * values[at];
            double factor = lengths[unit] / Math.Sqrt(squares);
            for (int at = unit; at < values.Length; at += lengths.Length)
                values[at] = (float)(values[at] * factor);
        }

        return values;
    }
}
