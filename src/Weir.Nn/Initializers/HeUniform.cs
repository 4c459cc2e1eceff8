using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Uniform with variance gain²·2/in (He et al., 2015).</summary>
/// <param name="Gain">A factor on the size, as for the activation that follows. Default 1.</param>
public sealed record HeUniform(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override bool IsByWidth => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        Fans fans = Fans.Of(shape);
        FillUniform(values, random, Checked(Gain, nameof(Gain)) * Math.Sqrt(3 * 2.0 / fans.In));
    }
}
