using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Pixels and channels of a group, each sample by itself, brought to mean 0 and deviation 1, scaled and shifted (Wu and He, 2018).
/// </summary>
/// <param name="groups">Divides the channels; as many as channels is instance norm.</param>
/// <param name="channels">Length of the last axis.</param>
/// <param name="epsilon">Is added to the variance, above 0. Default 1e-5.</param>
public sealed class GroupNorm(int groups, int channels, double epsilon = 1e-5) : Module
{
    /// <summary>(channels).</summary>
    public Parameter Scale { get; } = new(new Shape(channels), new Constant(1), ParameterKind.Scale);

    /// <summary>(channels).</summary>
    public Parameter Shift { get; } = new(new Shape(channels), new Zeros(), ParameterKind.Bias);

    /// <summary>How many groups the channels are cut into.</summary>
    public int Groups => groups;

    /// <summary>Is added to the variance.</summary>
    public double Epsilon { get; } = NormalizationEpsilon.Checked(epsilon);

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.PassesGain | LayerTraits.Normalizes;

    /// <inheritdoc/>
    public override string Kind => "group-norm";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => LastAxis.Check(this, x, Scale.Shape[0])
        .GroupNormalize(groups, Scale.Value, Shift.Value, (float)Epsilon);
}
