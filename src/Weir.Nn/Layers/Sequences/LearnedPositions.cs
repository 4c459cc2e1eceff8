using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Adds a learnt row for each place of a sequence.</summary>
/// <param name="length">The longest sequence.</param>
/// <param name="width">Features of a place.</param>
public sealed class LearnedPositions(int length, int width) : Module
{
    /// <summary>(length, width).</summary>
    public Parameter Weight { get; } = new(new Shape(length, width), new Normal(0.02));

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Tables;

    /// <inheritdoc/>
    public override string Kind => "learned-positions";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Sequences.AddPlaces(this, x, Weight.Value);
}
