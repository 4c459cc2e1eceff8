using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The maximum of each window of an image; the gradient goes to the first pixel that attains it.</summary>
/// <param name="options">Window, stride, padding. Default: windows of 2×2 side by side.</param>
public sealed class MaxPool2d(PoolingOptions? options = null) : Module
{
    private readonly PoolingOperation _operation = new("maxPool", options ?? new PoolingOptions(), null);

    /// <summary>Window, stride, padding.</summary>
    public PoolingOptions Options { get; } = options ?? new PoolingOptions();

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "max-pool";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => _operation.Apply(Images.Check(this, x));
}
