using Weir.Tensors;

namespace Weir.Nn;

/// <summary>x where x is positive and else alpha·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, 2016).</summary>
/// <param name="alpha">The value that it tends to at −∞, with the other sign. Default 1.</param>
public sealed class Elu(float alpha = 1) : Activation(Elementwise.Named("elu"), alpha)
{
    /// <inheritdoc/>
    /// <remarks>E[f²] = ½ + α²·E[(eᶻ − 1)²; z &lt; 0], and that expectation is e²Φ(−2) − 2√e·Φ(−1) + ½ = 0.144945.</remarks>
    public override double Gain => 1 / Math.Sqrt(0.5 + (0.144945 * Parameter * Parameter));

    /// <inheritdoc/>
    /// <remarks>αeˣ = y + α &lt; 5 % of the larger of α, the derivative just below 0, and 1, the derivative above.</remarks>
    public override (float Low, float High)? Saturation =>
        (Math.Min(0, (0.05f * Math.Max(1, Parameter)) - Parameter), float.PositiveInfinity);

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
