using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The self-normalising unit of Klambauer et al. (2017); wants LeCun normal weights.</summary>
public sealed class Selu() : Activation(Elementwise.Named("selu"))
{
    /// <inheritdoc/>
    public override double Gain => 1;

    /// <inheritdoc/>
    /// <remarks>y + λα &lt; 5 % of λα = 1.7581.</remarks>
    public override (float Low, float High)? Saturation => (-1.67f, float.PositiveInfinity);

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new LecunNormal();
}
