using Weir.Tensors;

namespace Weir.Nn;

/// <summary>All 0: right for biases, and for weights the fault of symmetric units.</summary>
public sealed record Zeros : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Clear();
}
