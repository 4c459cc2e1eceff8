using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The mean over all pixels: (samples, height, width, channels) becomes (samples, channels) (Lin, Chen and Yan, 2014).</summary>
public sealed class GlobalAveragePool2d : Module
{
    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "global-average-pool";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Images.Check(this, x).GlobalAveragePool();
}
