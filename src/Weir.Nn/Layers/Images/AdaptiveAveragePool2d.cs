using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The mean of windows that cover an image of any extent evenly and give an output of a fixed one.</summary>
/// <param name="output">Height and width of the output.</param>
public sealed class AdaptiveAveragePool2d(Extent output) : Module
{
    private readonly PoolingOperation _operation = new("adaptiveAveragePool", new PoolingOptions(), output);

    /// <summary>Height and width of the output.</summary>
    public Extent Output { get; } = output;

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "adaptive-average-pool";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => _operation.Apply(Images.Check(this, x));
}
