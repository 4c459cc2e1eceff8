using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// factor·x with a factor that is learnt. At the end of a residual branch, from 0 on, it is ReZero (Bachlechner et al., 2020) and SkipInit
/// (De and Smith, 2020): every block begins as the identity. With a small factor for each unit it is LayerScale (Touvron et al., 2021).
/// </summary>
public sealed class Scale : Module
{
    /// <summary>Makes the layer.</summary>
    /// <param name="units">One factor for each unit (the last axis), or 1 for one in common. Default 1.</param>
    /// <param name="first">The first factor. Default 1.</param>
    public Scale(int units = 1, float first = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Factor = new Parameter(new Shape(units), new Constant(first), ParameterKind.Scale);
    }

    /// <summary>The factors, (units).</summary>
    public Parameter Factor { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (Factor.Shape.Size > 1)
            x = LastAxis.Check(this, x, Factor.Shape[0]);
        return x.Multiply(Factor.Value);
    }
}
