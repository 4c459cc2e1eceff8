using Weir.Tensors;

namespace Weir.Nn;

/// <summary>x where it is positive and else slope·x, with slopes that are learnt (He et al., 2015).</summary>
public sealed class PRelu : Module
{
    /// <summary>Makes the layer.</summary>
    /// <param name="units">One slope for each unit (the last axis), or 1 for one slope in common. Default 1.</param>
    /// <param name="slope">The first slope. Default 0.25.</param>
    public PRelu(int units = 1, float slope = 0.25f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Slope = new Parameter(new Shape(units), new Constant(slope), ParameterKind.Scale);
    }

    /// <summary>The slopes.</summary>
    public Parameter Slope { get; }

    /// <inheritdoc/>
    public override double? EntranceGain(double? next) =>
        Slope.Initializer is Constant { Value: var slope } ? Math.Sqrt(2 / (1 + (slope * slope))) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.PRelu(Slope.Value);
}
