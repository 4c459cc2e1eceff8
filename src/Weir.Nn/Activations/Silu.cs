namespace Weir.Nn;

/// <summary>x·σ(x), also called swish (Elfwing, Uchibe and Doya, 2017).</summary>
public sealed class Silu() : Activation("silu")
{
    /// <inheritdoc/>
    public override double Gain => 1.6765;

    // The slope is not a function of the output.
    /// <inheritdoc/>
    public override (float Low, float High) Saturation => base.Saturation;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
