using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Each row (the last axis) brought to mean 0 and deviation 1, scaled and shifted (Ba, Kiros and Hinton, 2016).</summary>
/// <param name="features">Length of the last axis.</param>
/// <param name="epsilon">Is added to the variance, above 0. Default 1e-5.</param>
public sealed class LayerNorm(int features, double epsilon = 1e-5) : Module
{
    /// <summary>(features).</summary>
    public Parameter Scale { get; } = new(new Shape(features), new Constant(1), ParameterKind.Scale);

    /// <summary>(features).</summary>
    public Parameter Shift { get; } = new(new Shape(features), new Zeros(), ParameterKind.Bias);

    /// <summary>Is added to the variance.</summary>
    public double Epsilon { get; } = NormalizationEpsilon.Checked(epsilon);

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.PassesGain | LayerTraits.Normalizes;

    /// <inheritdoc/>
    public override string Kind => "layer-norm";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => LastAxis.Check(this, x, Scale.Shape[0])
        .LayerNormalize(Scale.Value, Shift.Value, (float)Epsilon);
}
