using Weir.Tensors;

namespace Weir.Nn;

/// <summary>All the same number.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill((float)Finite(Value, nameof(Value)));
}
