using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A dense layer, f(x·W + b). With an activation given it is one layer for tables and traces, and bias and function are
/// applied while the product is in cache.
/// </summary>
public sealed class Linear : Module, IWeightedLayer
{
    [NotAPart]
    private readonly Activation? _activation;

    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Features that come in, 1 or more.</param>
    /// <param name="outputs">Units, 1 or more.</param>
    /// <param name="activation">The function behind it, or null for none.</param>
    /// <param name="weight">First weights. Default: He normal before a rectifier, LeCun normal before SELU, else Glorot uniform.</param>
    /// <param name="bias">First biases. Default zeros.</param>
    /// <param name="hasBias">Whether there is a bias. Default true.</param>
    public Linear(int inputs, int outputs, Activation? activation = null, Initializer? weight = null, Initializer? bias = null,
        bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _activation = activation;
        Weight = new Parameter(new Shape(inputs, outputs), weight ?? activation?.DefaultInitializer ?? new GlorotUniform());
        Bias = hasBias ? new Parameter(new Shape(outputs), bias ?? new Zeros(), ParameterKind.Bias) : null;
    }

    /// <summary>(inputs, outputs).</summary>
    public Parameter Weight { get; }

    /// <summary>(outputs), or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The function behind the product, or null.</summary>
    public Activation? Activation => _activation;

    /// <inheritdoc/>
    public override string Kind => _activation is null ? "linear" : $"linear+{_activation.Kind}";

    /// <inheritdoc/>
    public override LayerTraits Traits => _activation?.Traits ?? LayerTraits.Linear;

    /// <inheritdoc/>
    public override (float Low, float High)? Saturation => _activation?.Saturation;

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => (long)output.Size * Weight.Shape[0];

    /// <inheritdoc/>
    public Tensor Product(Tensor x)
    {
        CheckShape(x);
        return x.Affine(Weight.Value, Bias?.Value);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        CheckShape(x);
        // In evaluation no derivative will be asked for.
        if (_activation is { Operation: { } operation } && (operation.DerivativeFromOutput || x.Node.Tape is { Recording: false }))
            return x.Affine(Weight.Value, Bias?.Value, operation, _activation.Parameter);
        Tensor z = x.Affine(Weight.Value, Bias?.Value);
        return _activation is null ? z : _activation.Apply(z);
    }

    private void CheckShape(Tensor x)
    {
        if (x.Shape.Rank == 0 || x.Shape[^1] != Weight.Shape[0])
            throw new LayerShapeException(this, $"a signal of shape {x.Shape} came in; its last axis must have {Weight.Shape[0]} features",
                "linear");
    }
}
