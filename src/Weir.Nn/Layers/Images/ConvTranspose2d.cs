using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A transposed convolution, f(x ∗ᵀ W + b), channels last: each pixel is scattered over the kernel's extent, so that with a stride images
/// become larger by weights that are learnt. With kernel = stride what pixels give lies side by side; where they overlap unevenly, as with
/// kernel 3 and stride 2, outputs show a chequerboard (Odena, Dumoulin and Olah, 2016).
/// </summary>
public sealed class ConvTranspose2d : Module
{
    [NotAPart]
    private readonly Activation? _activation;

    private readonly TransposedConvolutionOperation _operation;

    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Channels that come in, 1 or more.</param>
    /// <param name="outputs">Channels that go out, 1 or more.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="options">Stride, padding, dilation, of one group. Default: stride 1 without padding.</param>
    /// <param name="activation">The function behind it, or null for none.</param>
    /// <param name="weight">
    /// First weights; rules that go by fans take those of the convolution that leads back. Default: normal with variance gain²·stride² /
    /// (inputs·kernel²), the gain being the function's, so that a signal keeps its size.
    /// </param>
    /// <param name="bias">First biases. Default zeros.</param>
    /// <exception cref="ShapeException">Several groups, or numbers out of range.</exception>
    public ConvTranspose2d(int inputs, int outputs, Extent kernel, ConvolutionOptions? options = null, Activation? activation = null,
        Initializer? weight = null, Initializer? bias = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (kernel.Height < 1 || kernel.Width < 1)
            throw new ShapeException($"conv-transpose: the kernel is {kernel}; both numbers must be 1 or more");
        Options = options ?? new ConvolutionOptions();
        _operation = new TransposedConvolutionOperation(Options);
        _activation = activation;
        double fed = inputs * Math.Max(1, (double)kernel.Height / Options.Stride.Height)
            * Math.Max(1, (double)kernel.Width / Options.Stride.Width);
        Weight = new Parameter(new Shape(kernel.Height, kernel.Width, outputs, inputs),
            weight ?? new Normal((activation?.Gain ?? 1) / Math.Sqrt(fed)));
        Bias = new Parameter(new Shape(outputs), bias ?? new Zeros(), ParameterKind.Bias);
    }

    /// <summary>(kernel height, kernel width, outputs, inputs).</summary>
    public Parameter Weight { get; }

    /// <summary>(outputs).</summary>
    public Parameter Bias { get; }

    /// <summary>The function behind the product, or null.</summary>
    public Activation? Activation => _activation;

    /// <summary>Stride, padding, dilation.</summary>
    public ConvolutionOptions Options { get; }

    /// <inheritdoc/>
    public override string Kind => _activation is null ? "conv-transpose" : $"conv-transpose+{_activation.Kind}";

    /// <inheritdoc/>
    public override LayerTraits Traits => _activation?.Traits ?? LayerTraits.Linear;

    /// <inheritdoc/>
    public override (float Low, float High)? Saturation => _activation?.Saturation;

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => (long)input.Size * Weight.Shape.SizeBefore(3);

    /// <summary>The extent of the output of an image.</summary>
    /// <param name="image">Height and width of the image.</param>
    /// <exception cref="ShapeException">Nothing is left of it, or too much.</exception>
    public Extent Output(Extent image) =>
        TransposedConvolutionOperation.Output(Options, image, new Extent(Weight.Shape[0], Weight.Shape[1]));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (x.Shape.Rank != 4 || x.Shape[3] != Weight.Shape[3])
            throw new LayerShapeException(this, $"a signal of shape {x.Shape} came in; images (samples, height, width, {Weight.Shape[3]}) "
                + "are expected");
        Tensor z = _operation.Apply(x, Weight.Value).Add(Bias.Value);
        return _activation is null ? z : _activation.Apply(z);
    }
}
