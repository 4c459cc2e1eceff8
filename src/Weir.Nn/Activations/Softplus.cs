using Weir.Tensors;

namespace Weir.Nn;

/// <summary>ln(1 + eˣ), a smooth max(x, 0).</summary>
public sealed class Softplus() : Activation(Elementwise.Named("softplus"))
{
    /// <inheritdoc/>
    public override double Gain => 1.0418;

    /// <inheritdoc/>
    /// <remarks>1 − e^(−y) &lt; 5 %.</remarks>
    public override (float Low, float High)? Saturation => (0.051293f, float.PositiveInfinity);

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();

    /// <inheritdoc/>
    public override LayerTraits Traits => base.Traits | LayerTraits.Nonnegative;
}
