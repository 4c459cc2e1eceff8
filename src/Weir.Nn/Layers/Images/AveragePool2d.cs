using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The mean of each window of an image; the gradient is shared evenly.</summary>
/// <param name="options">Window, stride, padding. Default: windows of 2×2 side by side.</param>
public sealed class AveragePool2d(PoolingOptions? options = null) : Module
{
    private readonly PoolingOperation _operation = new("averagePool", options ?? new PoolingOptions(), null);

    /// <summary>Window, stride, padding.</summary>
    public PoolingOptions Options { get; } = options ?? new PoolingOptions();

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "average-pool";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => _operation.Apply(Images.Check(this, x));
}
