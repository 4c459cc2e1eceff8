using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A convolution whose kernel of each output channel is a direction times a length, w = g·v/‖v‖, both learnt (Salimans and Kingma, 2016).
/// </summary>
public sealed class WeightNormConv2d : Module
{
    private readonly ConvolutionOptions _options;
    private readonly ConvolutionOperation _operation;

    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Channels that come in, 1 or more; a multiple of the groups.</param>
    /// <param name="outputs">Channels that go out, 1 or more; a multiple of the groups.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="options">Stride, padding, dilation, groups. Default: stride 1 without padding.</param>
    /// <param name="activation">The function behind it, or null for none. The lengths begin at its gain.</param>
    /// <param name="direction">First directions. Default Glorot uniform.</param>
    /// <exception cref="ShapeException">Groups that do not divide the channels, or numbers out of range.</exception>
    public WeightNormConv2d(int inputs, int outputs, Extent kernel, ConvolutionOptions? options = null, Activation? activation = null,
        Initializer? direction = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _options = options ?? new ConvolutionOptions();
        if (kernel.Height < 1 || kernel.Width < 1)
            throw new ShapeException($"weight-norm-conv: the kernel is {kernel}; both numbers must be 1 or more");
        _operation = new ConvolutionOperation(_options, null);
        if (inputs % _options.Groups != 0 || outputs % _options.Groups != 0)
            throw new ShapeException($"weight-norm-conv: {_options.Groups} groups do not divide {inputs} channels in and {outputs} "
                + "channels out");
        Direction = new Parameter(new Shape(kernel.Height, kernel.Width, inputs / _options.Groups, outputs), direction
            ?? new GlorotUniform());
        Length = new Parameter(new Shape(outputs), new Constant(activation?.Gain ?? 1), ParameterKind.Scale);
        Bias = new Parameter(new Shape(outputs), new Zeros(), ParameterKind.Bias);
        Activation = activation;
    }

    /// <summary>v, (kernel height, kernel width, inputs / groups, outputs).</summary>
    public Parameter Direction { get; }

    /// <summary>g, (outputs).</summary>
    public Parameter Length { get; }

    /// <summary>(outputs).</summary>
    public Parameter Bias { get; }

    /// <summary>Stride, padding, dilation, groups.</summary>
    public ConvolutionOptions Options => _options;

    /// <summary>The function behind it, or null.</summary>
    public Activation? Activation { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear;

    /// <inheritdoc/>
    public override string Kind => "weight-norm-conv";

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => (long)output.Size * Direction.Shape.SizeBefore(3);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        int channels = Direction.Shape[2] * _options.Groups;
        if (x.Shape.Rank != 4 || x.Shape[3] != channels)
            throw new LayerShapeException(this,
                $"a signal of shape {x.Shape} came in; images (samples, height, width, {channels}) are expected");
        Tensor y = _operation.Apply(x, WeightNorm.Of(this, x, Direction, Length), Bias.Value, 0);
        return Activation is null ? y : Activation.Apply(y);
    }
}
