namespace Weir.Nn;

/// <summary>eˣ; grows without bound and is rarely wise between layers.</summary>
public sealed class Exponential() : Activation("exponential")
{
    /// <inheritdoc/>
    public override double Gain => 0.3679;

    // The largest slope has no bound, so that no share of it means anything.
    /// <inheritdoc/>
    public override (float Low, float High) Saturation => base.Saturation;
}
