using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Diagnosis;

/// <summary>
/// Mean-field theory of a chain of dense layers (Poole et al., 2016; Schoenholz et al., 2017): with weights of variance σw²/inputs and
/// biases of variance σb² the square of the signal goes as q' = σw²·E[φ(√q·z)²] + σb², and the square of the gradient is taken times χ =
/// σw²·E[φ'(√q·z)²] at each layer, z normal.
/// </summary>
internal static class MeanField
{
    // Nodes of the integral over z, from −8 to 8: beyond that a normal has no weight left in float32.
    private const int Nodes = 321;
    private const double Reach = 8;

    /// <summary>
    /// The slope of log₁₀ of the gradient towards the input in decades per layer, and the depth scale; nulls where the network is no such
    /// chain.
    /// </summary>
    public static (double? Attenuation, double? DepthScale) Predict(Module model, TraceHeader header)
    {
        if (model is not Sequential { Parts: var parts } || Chain(parts) is not { Count: > 1 } chain)
            return (null, null);
        double q = 1, gain = 0;
        for (int i = 0; i < chain.Count; i++)
        {
            Parameter layer = chain[i].Weight;
            double weight = Variance(layer) * layer.Shape[0];
            double bias = chain[i].Bias is { } offset ? MeanSquare(offset) : 0;
            // The signal that comes into the first layer is taken as of unit size.
            (double signal, double derivative) = i == 0 ? (1, 1) : Moments(chain[i - 1].Function, q);
            q = Math.Min(1e30, (weight * signal) + bias);
            if (i > 0)
                gain += Math.Log10(Math.Max(1e-30, weight * derivative)) / 2;
        }

        double perLayer = gain / (chain.Count - 1);
        // χ per layer is the square of the gain; −1/ln χ layers until the mean square of a difference has fallen to 1/e.
        double logarithm = 2 * perLayer * Math.Log(10);
        return header.Layers.Count == 0 ? (null, null)
            : (perLayer, Math.Abs(logarithm) < 1e-3 ? double.PositiveInfinity : Math.Abs(1 / logarithm));
    }

    private static List<(Parameter Weight, Parameter? Bias, Activation? Function)>? Chain(IReadOnlyList<Module> parts)
    {
        List<(Parameter, Parameter?, Activation?)> chain = [];
        foreach (Module part in parts)
        {
            switch (part)
            {
                // A dense layer: a product with one matrix.
                case IWeightedLayer { Weight: { Shape.Rank: 2 } weight } layer:
                    chain.Add((weight, part.OwnParameters.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Bias),
                        layer.Activation));
                    break;
                case Activation function when chain.Count > 0 && chain[^1].Item3 is null:
                    chain[^1] = chain[^1] with { Item3 = function };
                    break;
                case { OwnParameters.Count: 0 } when chain.Count == 0 && part.Traits.HasFlag(LayerTraits.Flattens):
                    break;
                default:
                    return null;
            }
        }

        return chain;
    }

    private static (double Signal, double Derivative) Moments(Activation? function, double q)
    {
        if (function is null)
            return (q, 1);
        double root = Math.Sqrt(q);
        float[] z = new float[Nodes];
        double[] weight = new double[Nodes];
        for (int i = 0; i < Nodes; i++)
        {
            double node = (2 * Reach * i / (Nodes - 1)) - Reach;
            weight[i] = Math.Exp(-node * node / 2);
            z[i] = (float)Math.Clamp(root * node, -1e30, 1e30);
        }

        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        Tensor input = Tensor.Leaf(new Shape(Nodes), z, needsGradient: true);
        Tensor output = function.Apply(tape.View(input));
        float[] values = output.ToArray();
        tape.Backward(output.Sum());
        float[] derivatives = input.Gradient()!;
        double total = weight.Sum(), signal = 0, derivative = 0;
        for (int i = 0; i < Nodes; i++)
        {
            signal += weight[i] * values[i] * values[i];
            derivative += weight[i] * derivatives[i] * derivatives[i];
        }

        return (signal / total, derivative / total);
    }

    private static double MeanSquare(Parameter parameter) => parameter.Value.ToArray().Average(value => (double)value * value);

    private static double Variance(Parameter parameter)
    {
        float[] values = parameter.Value.ToArray();
        double mean = values.Average(value => (double)value);
        return values.Average(value => (value - mean) * (value - mean));
    }
}
