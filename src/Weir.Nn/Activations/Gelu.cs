namespace Weir.Nn;

/// <summary>x·Φ(x) (Hendrycks and Gimpel, 2016), the exact form.</summary>
public sealed class Gelu() : Activation("gelu")
{
    /// <inheritdoc/>
    public override double Gain => 1.5335;

    // The slope is not a function of the output; it is small only where the output is near 0.
    /// <inheritdoc/>
    public override (float Low, float High) Saturation => base.Saturation;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
