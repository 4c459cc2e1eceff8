using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// The depth scale ξ of mean-field theory (Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, 2017), in layers: how far two inputs can still
/// be told apart on their way through a deep chain of dense layers. Their correlation goes as c' = (σw²·E[φ(u₁)φ(u₂)] + σb²)/q to a point
/// c* where it stays; near it a difference shrinks by χ = dc'/dc a layer, and ξ = −1/ln χ. Networks train to about 6 ξ layers.
/// </summary>
public static class DepthScale
{
    // Of E[φ(u₁)φ(u₂)] = Σ aₖ²·cᵏ, by Hermite polynomials; functions between layers have little left of higher terms.
    private const int Terms = 64;
    private const int MostSteps = 2000;
    private const double Nearest = 1 - 1e-6;

    /// <summary>The depth scale of a network by the values that it has.</summary>
    /// <param name="network">The network, initialized.</param>
    /// <returns>
    /// Layers; infinite where no difference is lost. Null where it is no chain of dense layers with one function, or has fewer than two of
    /// them.
    /// </returns>
    public static double? Of(Module network)
    {
        if (network is not Sequential { Parts: var parts } || MeanField.Chain(parts) is not { Count: > 2 } chain)
            return null;
        // Between hidden layers alone: the first sees the data, the last has another width.
        (Parameter Weight, Parameter? Bias, Activation? Function)[] hidden = [.. chain.Skip(1).SkipLast(1)];
        if (chain[0].Function is not { } function || hidden.Any(layer => layer.Function?.Kind != function.Kind))
            return null;
        return Of(function, hidden.Average(layer => MeanField.Variance(layer.Weight) * layer.Weight.Shape[0]),
            hidden.Average(layer => layer.Bias is { } bias ? MeanField.MeanSquare(bias) : 0));
    }

    /// <summary>The depth scale of layers without end.</summary>
    /// <param name="function">The function φ.</param>
    /// <param name="weightVariance">σw²: the variance of the weights times their inputs.</param>
    /// <param name="biasVariance">σb².</param>
    internal static double Of(Activation function, double weightVariance, double biasVariance)
    {
        double q = Signal(function, weightVariance, biasVariance);
        NormalSample sample = NormalSample.Of(function, q);
        double atOne = weightVariance * NormalSample.MeanSquare(sample.Derivatives);
        double[] squares = Squares(sample);
        double slope = atOne <= 1 ? atOne : SlopeAt(Meeting(squares, weightVariance / q, biasVariance / q), squares, weightVariance / q);
        return slope is > 0 and < 1 ? -1 / Math.Log(slope) : slope <= 0 ? 0 : double.PositiveInfinity;
    }

    /// <summary>The square of the signal, where it stays from layer to layer.</summary>
    private static double Signal(Activation function, double weightVariance, double biasVariance)
    {
        double q = 1;
        for (int i = 0; i < MostSteps; i++)
        {
            NormalSample sample = NormalSample.Of(function, q);
            double next = Math.Clamp((weightVariance * NormalSample.MeanSquare(sample.Values)) + biasVariance, 1e-12, 1e12);
            if (Math.Abs(next - q) <= 1e-9 * q)
                return next;
            q = next;
        }

        return q;
    }

    /// <summary>aₖ² of φ in normalised Hermite polynomials.</summary>
    private static double[] Squares(NormalSample sample)
    {
        double[] squares = new double[Terms];
        for (int k = 0; k < Terms; k++)
        {
            int order = k;
            double a = NormalSample.Mean(i => sample.Values[i] * Hermite(order, NormalSample.Node(i)));
            squares[k] = a * a;
        }

        return squares;
    }

    private static double Hermite(int order, double z)
    {
        double before = 0, value = 1;
        for (int k = 0; k < order; k++)
            (before, value) = (value, ((z * value) - (Math.Sqrt(k) * before)) / Math.Sqrt(k + 1));
        return value;
    }

    /// <summary>c* below 1, where two inputs do not become the same.</summary>
    private static double Meeting(double[] squares, double weight, double bias)
    {
        double low = 0, high = Nearest;
        while (high - low > 1e-9)
        {
            double c = (low + high) / 2, power = 1, next = bias;
            foreach (double square in squares)
            {
                next += weight * square * power;
                power *= c;
            }

            (low, high) = next > c ? (c, high) : (low, c);
        }

        return low;
    }

    private static double SlopeAt(double c, double[] squares, double weight)
    {
        double slope = 0, power = 1;
        for (int k = 1; k < squares.Length; k++)
        {
            slope += weight * k * squares[k] * power;
            power *= c;
        }

        return slope;
    }
}
