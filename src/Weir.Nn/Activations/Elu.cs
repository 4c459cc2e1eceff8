namespace Weir.Nn;

/// <summary>x where x is positive and else alpha·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, 2016).</summary>
/// <param name="alpha">The value that it tends to at −∞, with the other sign. Default 1.</param>
public sealed class Elu(float alpha = 1) : Activation("elu", alpha)
{
    /// <inheritdoc/>
    public override double Gain => 1.2452;

    /// <inheritdoc/>
    /// <remarks>αeˣ = y + α &lt; 5 % of α (the larger slope where α > 1).</remarks>
    public override (float Low, float High)? Saturation => (-0.95f * Parameter, float.PositiveInfinity);

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
