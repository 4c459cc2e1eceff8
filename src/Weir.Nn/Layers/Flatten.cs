using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Joins all axes but the first: (samples, …) becomes (samples, features).</summary>
public sealed class Flatten : Module
{
    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain | LayerTraits.Flattens;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Flatten();
}
