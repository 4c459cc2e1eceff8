using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A convolution of images, f(x ∗ W + b), channels last. With an activation given it is one layer for tables and traces, and bias and
/// function are applied while the output is in cache.
/// </summary>
public sealed class Conv2d : Module, IWeightedLayer
{
    [NotAPart]
    private readonly Activation? _activation;

    private readonly ConvolutionOptions _options;
    private readonly ConvolutionOperation _operation;

    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Channels that come in, 1 or more; a multiple of the groups.</param>
    /// <param name="outputs">Channels that go out, 1 or more; a multiple of the groups.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="options">Stride, padding, dilation, groups. Default: stride 1 without padding.</param>
    /// <param name="activation">The function behind it, or null for none.</param>
    /// <param name="weight">First weights. Default: He normal before a rectifier, LeCun normal before SELU, else Glorot uniform.</param>
    /// <param name="bias">First biases. Default zeros.</param>
    /// <param name="hasBias">Whether there is a bias. Default true.</param>
    /// <exception cref="ShapeException">Groups that do not divide the channels, or numbers out of range.</exception>
    public Conv2d(
        int inputs, int outputs, Extent kernel, ConvolutionOptions? options = null, Activation? activation = null,
            Initializer? weight = null, Initializer? bias = null, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _options = options ?? new ConvolutionOptions();
        if (kernel.Height < 1 || kernel.Width < 1)
            throw new ShapeException($"conv: the kernel is {kernel}; both numbers must be 1 or more");
        _activation = activation;
        _operation = new ConvolutionOperation(_options, activation is { Operation.DerivativeFromOutput: true } ? activation.Operation
            : null);
        if (inputs % _options.Groups != 0 || outputs % _options.Groups != 0)
            throw new ShapeException($"conv: {_options.Groups} groups do not divide {inputs} channels in and {outputs} channels out");
        Weight = new Parameter(new Shape(kernel.Height, kernel.Width, inputs / _options.Groups, outputs), weight
            ?? activation?.DefaultInitializer ?? new GlorotUniform());
        Bias = hasBias ? new Parameter(new Shape(outputs), bias ?? new Zeros(), ParameterKind.Bias) : null;
    }

    /// <summary>(kernel height, kernel width, inputs / groups, outputs).</summary>
    public Parameter Weight { get; }

    /// <summary>(outputs), or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The function behind the product, or null.</summary>
    public Activation? Activation => _activation;

    /// <summary>Stride, padding, dilation, groups.</summary>
    public ConvolutionOptions Options => _options;

    /// <inheritdoc/>
    public override string Kind => _activation is null ? "conv" : $"conv+{_activation.Kind}";

    /// <inheritdoc/>
    public override LayerTraits Traits => _activation?.Traits ?? LayerTraits.Linear;

    /// <inheritdoc/>
    public override (float Low, float High)? Saturation => _activation?.Saturation;

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => (long)output.Size * Weight.Shape.SizeBefore(3);

    /// <inheritdoc/>
    public Tensor Product(Tensor x)
    {
        CheckShape(x);
        return new ConvolutionOperation(_options, null).Apply(x, Weight.Value, Bias?.Value, 0);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        CheckShape(x);
        Tensor z = _operation.Apply(x, Weight.Value, Bias?.Value, _activation?.Parameter ?? 0);
        return _activation is null or { Operation.DerivativeFromOutput: true } ? z : _activation.Apply(z);
    }

    private void CheckShape(Tensor x)
    {
        int channels = Weight.Shape[2] * _options.Groups;
        if (x.Shape.Rank != 4 || x.Shape[3] != channels)
            throw new LayerShapeException(this, $"a signal of shape {x.Shape} came in; images (samples, height, width, {channels}) "
                + "are expected");
    }
}
