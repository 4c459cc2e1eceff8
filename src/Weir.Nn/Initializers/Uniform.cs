using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Draws from −bound to bound, all equally likely.</summary>
/// <param name="Bound">The largest size.</param>
public sealed record Uniform(double Bound) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) =>
        FillUniform(values, random, Checked(Bound, nameof(Bound)));
}
