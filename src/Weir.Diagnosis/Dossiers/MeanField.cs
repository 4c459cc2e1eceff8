using Weir.Flow;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// Mean-field theory of a chain of dense layers (Poole et al., 2016; Schoenholz et al., 2017): with weights of variance σw²/inputs and
/// biases of variance σb² the square of the signal goes as q' = σw²·E[φ(√q·z)²] + σb², and the square of the gradient is taken times χ =
/// σw²·E[φ'(√q·z)²] at each layer, z normal.
/// </summary>
internal static class MeanField
{
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

    /// <summary>The dense layers of a chain, each with the function behind it; null where the network is none.</summary>
    internal static List<(Parameter Weight, Parameter? Bias, Activation? Function)>? Chain(IReadOnlyList<Module> parts)
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

    /// <summary>The means of φ² and φ'² over a normal signal of variance q.</summary>
    private static (double Signal, double Derivative) Moments(Activation? function, double q)
    {
        if (function is null)
            return (q, 1);
        NormalSample sample = NormalSample.Of(function, q);
        return (NormalSample.MeanSquare(sample.Values), NormalSample.MeanSquare(sample.Derivatives));
    }

    internal static double MeanSquare(Parameter parameter) => parameter.Value.ToArray().Average(value => (double)value * value);

    internal static double Variance(Parameter parameter)
    {
        float[] values = parameter.Value.ToArray();
        double mean = values.Average(value => (double)value);
        return values.Average(value => (value - mean) * (value - mean));
    }
}
