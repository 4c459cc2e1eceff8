using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A larger image: each pixel is the nearest of the smaller one, or lies between the four nearest (bilinear). The way back up of networks
/// that tell something of each pixel.
/// </summary>
public sealed class Upsample2d : Module
{
    private readonly UpsampleOperation _operation;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">How many times as high and as wide, 1 or more each. Default 2.</param>
    /// <param name="bilinear">Whether pixels lie between the nearest. Default false: each is the nearest.</param>
    /// <exception cref="ShapeException">A factor below 1.</exception>
    public Upsample2d(Extent? factor = null, bool bilinear = false)
    {
        (Factor, IsBilinear) = (factor ?? 2, bilinear);
        _operation = new UpsampleOperation(Factor, bilinear);
    }

    /// <summary>How many times as high and as wide.</summary>
    public Extent Factor { get; }

    /// <summary>Whether pixels lie between the nearest.</summary>
    public bool IsBilinear { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => "upsample";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => _operation.Apply(Images.Check(this, x));
}
