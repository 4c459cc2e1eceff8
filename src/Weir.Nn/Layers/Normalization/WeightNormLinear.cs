using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A dense layer whose weight of each unit is a direction times a length, w = g·v/‖v‖, both learnt (Salimans and Kingma, 2016).
/// </summary>
public sealed class WeightNormLinear : Module
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Features that come in.</param>
    /// <param name="outputs">Units.</param>
    /// <param name="direction">First directions. Default Glorot uniform.</param>
    /// <param name="activation">The function behind it, or null for none. The lengths begin at its gain.</param>
    public WeightNormLinear(int inputs, int outputs, Initializer? direction = null, Activation? activation = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Direction = new Parameter(new Shape(inputs, outputs), direction ?? new GlorotUniform());
        Length = new Parameter(new Shape(outputs), new Constant(activation?.Gain ?? 1), ParameterKind.Scale);
        Bias = new Parameter(new Shape(outputs), new Zeros(), ParameterKind.Bias);
        Activation = activation;
    }

    /// <summary>v, (inputs, outputs).</summary>
    public Parameter Direction { get; }

    /// <summary>g, (outputs).</summary>
    public Parameter Length { get; }

    /// <summary>(outputs).</summary>
    public Parameter Bias { get; }

    /// <summary>The function behind it, or null.</summary>
    public Activation? Activation { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear;

    /// <inheritdoc/>
    public override string Kind => "weight-norm-linear";

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => (long)output.Size * Direction.Shape[0];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        LastAxis.Check(this, x, Direction.Shape[0]);
        Tensor y = x.Affine(WeightNorm.Of(this, x, Direction, Length), Bias.Value);
        return Activation is null ? y : Activation.Apply(y);
    }
}
