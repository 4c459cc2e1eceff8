using Weir.Tensors;

namespace Weir.Nn;

/// <summary>x where x is positive and else slope·x (Maas, Hannun and Ng, 2013).</summary>
/// <param name="slope">The slope on the negative side. Default 0.01.</param>
public sealed class LeakyRelu(float slope = 0.01f) : Activation(Elementwise.Named("leakyRelu"), slope)
{
    /// <inheritdoc/>
    public override double Gain => Math.Sqrt(2 / (1 + (Parameter * Parameter)));

    /// <inheritdoc/>
    /// <remarks>The slope on the negative side counts as saturated where it is under 5 %.</remarks>
    public override (float Low, float High)? Saturation => Parameter < 0.05f ? (0, float.PositiveInfinity) : base.Saturation;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
