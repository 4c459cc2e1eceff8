using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A recurrent layer. ONNX wants places first, units before inputs, and its own order of the gates.</summary>
/// <typeparam name="TRecurrent">The layer.</typeparam>
/// <param name="operation">The operator.</param>
/// <param name="gates">The gates in ONNX's order, each by its place in Weir's.</param>
internal abstract class RecurrentForm<TRecurrent>(string operation, params int[] gates) : OnnxForm<TRecurrent>
    where TRecurrent : Recurrent
{
    /// <summary>What the operator is told besides its units.</summary>
    protected virtual (string Name, object Value)[] AttributesOf(TRecurrent module) => [];

    /// <summary>The biases of what the state brings; null where there are none.</summary>
    protected virtual float[]? StateBias(TRecurrent module) => null;

    protected override OnnxSignal Write(TRecurrent module, OnnxSignal x, OnnxGraph graph)
    {
        int units = module.Units, inputs = module.InputWeight.Shape[0], rows = gates.Length * units;
        string weight = graph.Constant(module.InputWeight, [1, rows, inputs],
            Transposed(module.InputWeight.Value.ToArray(), inputs, units));
        string state = graph.Constant(module.StateWeight, [1, rows, units], Transposed(module.StateWeight.Value.ToArray(), units, units));
        float[] bias = module.Bias.Value.ToArray(), stateBias = StateBias(module) ?? new float[bias.Length];
        string biases = graph.Constant(module.Bias, [1, 2 * rows], [.. Transposed(bias, 1, units), .. Transposed(stateBias, 1, units)]);
        string places = graph.Node("Transpose", [x.Name], ("perm", new[] { 1, 0, 2 }));
        string[] states = graph.Node(operation, [places, weight, state, biases], 2, [("hidden_size", units), .. AttributesOf(module)]);
        // (places, 1, samples, units) and (1, samples, units).
        if (module.LastOnly)
            return new OnnxSignal(graph.Node("Squeeze", [states[1], graph.Whole(0)]), new Shape(units));
        string all = graph.Node("Squeeze", [states[0], graph.Whole(1)]);
        return x with { Name = graph.Node("Transpose", [all], ("perm", new[] { 1, 0, 2 })), Shape = x.Shape.With(^1, units) };
    }

    /// <summary>From (inputs, gates·units) to (gates·units, inputs), the gates in ONNX's order.</summary>
    private float[] Transposed(float[] values, int inputs, int units)
    {
        float[] transposed = new float[values.Length];
        for (int gate = 0; gate < gates.Length; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    transposed[(((gate * units) + unit) * inputs) + input] =
                        values[(input * gates.Length * units) + (gates[gate] * units) + unit];
                }
            }
        }

        return transposed;
    }
}

/// <summary>The recurrent layer of one function.</summary>
internal sealed class SimpleRnnForm() : RecurrentForm<SimpleRnn>("RNN", 0)
{
    protected override (string Name, object Value)[] AttributesOf(SimpleRnn module) =>
        [("activations", new[]
        {
            module.Function switch
            {
                "tanh" => "Tanh",
                "relu" => "Relu",
                "sigmoid" => "Sigmoid",
                _ => throw new OnnxException($"a recurrent layer of {module.Function} has no form in ONNX; tanh, relu and sigmoid have"),
            }
        })];
}

/// <summary>LSTM: Weir's gates are i, f, g, o, and ONNX's i, o, f, g.</summary>
internal sealed class LstmForm() : RecurrentForm<Lstm>("LSTM", 0, 3, 1, 2)
{
}

/// <summary>GRU: Weir's gates are r, z, n, and ONNX's z, r, n.</summary>
internal sealed class GruForm() : RecurrentForm<Gru>("GRU", 1, 0, 2)
{
    // The reset gate comes behind the product with the state.
    protected override (string Name, object Value)[] AttributesOf(Gru module) => [("linear_before_reset", 1)];

    protected override float[]? StateBias(Gru module) => module.StateBias.Value.ToArray();
}
