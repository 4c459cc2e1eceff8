using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Draws from the normal distribution.</summary>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Mean">Mean. Default 0.</param>
public sealed record Normal(double Deviation, double Mean = 0) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) =>
        FillNormal(values, random, Finite(Mean, nameof(Mean)), Checked(Deviation, nameof(Deviation)));
}
