using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Softmax over the last axis. The losses of this library take logits: put it behind the network to read probabilities,
/// not before a loss.
/// </summary>
public sealed class Softmax : Module
{
    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Shares | LayerTraits.Nonnegative;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Softmax();
}
