using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// The same numbers of a sample in another shape, as a row of a table that is a sequence: (samples, 72) becomes (samples, 24, 3). Numbers
/// keep their order, the last axis first.
/// </summary>
/// <param name="sample">The shape of one sample that goes out.</param>
public sealed class Reshape(Shape sample) : Module
{
    /// <summary>The shape of one sample that goes out.</summary>
    public Shape Sample { get; } = sample;

    /// <inheritdoc/>
    public override LayerTraits Traits =>
        LayerTraits.Linear | LayerTraits.PassesGain | (Sample.Rank == 1 ? LayerTraits.Flattens : LayerTraits.None);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Shape.Rank > 0 && x.Shape.SizeFrom(1) == Sample.Size
        ? x.Reshape(Sample.Prepend(x.Shape[0]))
        : throw new LayerShapeException(this, $"a signal of shape {x.Shape} came in; samples of {Sample.Size} numbers are expected, to be "
            + $"seen as {Sample}");
}
