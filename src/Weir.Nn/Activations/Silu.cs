using Weir.Tensors;

namespace Weir.Nn;

/// <summary>x·σ(x), also called swish (Elfwing, Uchibe and Doya, 2017).</summary>
public sealed class Silu() : Activation(Elementwise.Named("silu"))
{
    /// <inheritdoc/>
    public override double Gain => 1.6765;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeNormal();
}
