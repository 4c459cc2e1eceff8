using Weir.Tensors;

namespace Weir.Nn;

/// <summary>max(x, 0).</summary>
public sealed class Relu() : Activation(Elementwise.Named("relu"))
{
    /// <inheritdoc/>
    public override double Gain => Math.Sqrt(2);

    /// <inheritdoc/>
    /// <remarks>The derivative is 0 wherever the output is.</remarks>
    public override (float Low, float High)? Saturation => (0, float.PositiveInfinity);

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Rectifier | LayerTraits.Nonnegative;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
