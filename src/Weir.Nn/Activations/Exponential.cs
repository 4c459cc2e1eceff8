using Weir.Tensors;

namespace Weir.Nn;

/// <summary>eˣ; grows without bound and is rarely wise between layers.</summary>
public sealed class Exponential() : Activation(Elementwise.Named("exponential"))
{
    /// <inheritdoc/>
    public override double Gain => 0.3679;

    /// <inheritdoc/>
    public override LayerTraits Traits => base.Traits | LayerTraits.Nonnegative;
}
