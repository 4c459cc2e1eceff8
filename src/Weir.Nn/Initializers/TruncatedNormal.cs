using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Draws from the normal distribution, repeated until they lie within two deviations of the mean.</summary>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Mean">Mean. Default 0.</param>
public sealed record TruncatedNormal(double Deviation, double Mean = 0) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        Checked(Deviation, nameof(Deviation));
        Finite(Mean, nameof(Mean));
        for (int i = 0; i < values.Length; i++)
        {
            double draw;
            do
            {
                draw = random.NextNormal();
            }
            while (Math.Abs(draw) > 2);
            values[i] = (float)(Mean + (Deviation * draw));
        }
    }
}
