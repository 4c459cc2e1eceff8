using Weir.Tensors;

namespace Weir.Nn;

/// <summary>1/(1 + e⁻ˣ); its derivative is at most 1/4.</summary>
public sealed class Sigmoid() : Activation(Elementwise.Named("sigmoid"))
{
    /// <inheritdoc/>
    public override double Gain => 1;

    /// <inheritdoc/>
    /// <remarks>y(1 − y) &lt; 5 % of 1/4.</remarks>
    public override (float Low, float High)? Saturation => (0.012660f, 0.987340f);

    /// <inheritdoc/>
    public override LayerTraits Traits => base.Traits | LayerTraits.Nonnegative;
}
