using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The hyperbolic tangent; its derivative is at most 1.</summary>
public sealed class Tanh() : Activation(Elementwise.Named("tanh"))
{
    /// <inheritdoc/>
    public override double Gain => 5.0 / 3;

    /// <inheritdoc/>
    /// <remarks>1 − y² &lt; 5 %.</remarks>
    public override (float Low, float High)? Saturation => (-0.974679f, 0.974679f);
}
