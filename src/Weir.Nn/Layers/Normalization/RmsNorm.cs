using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Each row (the last axis) divided by its root mean square and scaled (Zhang and Sennrich, 2019).</summary>
/// <param name="features">Length of the last axis.</param>
/// <param name="epsilon">Is added to the mean square, above 0. Default 1e-5.</param>
public sealed class RmsNorm(int features, double epsilon = 1e-5) : Module
{
    /// <summary>(features).</summary>
    public Parameter Scale { get; } = new(new Shape(features), new Constant(1), ParameterKind.Scale);

    /// <summary>Is added to the mean square.</summary>
    public double Epsilon { get; } = NormalizationEpsilon.Checked(epsilon);

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.PassesGain | LayerTraits.Normalizes;

    /// <inheritdoc/>
    public override string Kind => "rms-norm";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => LastAxis.Check(this, x, Scale.Shape[0]).RmsNormalize(Scale.Value, (float)Epsilon);
}
