using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Adds fixed waves by which places of a sequence differ: sin and cos of t·10000^(−2i/width) side by side (Vaswani et al., 2017).
/// </summary>
public sealed class PositionalEncoding : Module
{
    private readonly Tensor _waves;

    /// <summary>Makes the layer.</summary>
    /// <param name="length">The longest sequence.</param>
    /// <param name="width">Features of a place.</param>
    public PositionalEncoding(int length, int width)
    {
        float[] waves = new float[length * width];
        for (int t = 0; t < length; t++)
        {
            for (int i = 0; i < width; i++)
            {
                double angle = t * Math.Pow(10_000, -(i / 2 * 2.0) / width);
                waves[(t * width) + i] = (float)(i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }

        _waves = Tensor.Leaf(new Shape(length, width), waves);
    }

    /// <summary>The waves, (length, width).</summary>
    public Tensor Waves => _waves;

    /// <inheritdoc/>
    public override string Kind => "positional-encoding";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Sequences.AddPlaces(this, x, _waves);
}
