using Weir.Tensors;

namespace Weir.Nn;

/// <summary>x·Φ(x) (Hendrycks and Gimpel, 2016), the exact form.</summary>
public sealed class Gelu() : Activation(Elementwise.Named("gelu"))
{
    /// <inheritdoc/>
    public override double Gain => 1.5335;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
