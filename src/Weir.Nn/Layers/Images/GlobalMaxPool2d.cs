using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The maximum over all pixels: (samples, height, width, channels) becomes (samples, channels).</summary>
public sealed class GlobalMaxPool2d : Module
{
    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "global-max-pool";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Images.Check(this, x).GlobalMaxPool();
}
