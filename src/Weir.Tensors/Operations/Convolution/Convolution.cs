using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Convolutions of images, channels last.</summary>
public static class Convolution
{
    /// <summary>
    /// A convolution as networks have it (no flip): y[n, i, j, o] = f(Σ x[n, i·stride + k·dilation − padding, …, c]·w[k, l, c, o] + b[o]).
    /// Bias and function are applied while the output is in cache.
    /// </summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="weight">(kernel height, kernel width, channels / groups, output channels).</param>
    /// <param name="bias">(output channels), or null for none.</param>
    /// <param name="options">Stride, padding, dilation, groups. Default: stride 1 without padding.</param>
    /// <param name="activation">A function whose derivative follows from its output (relu, sigmoid, tanh…), or null for none.</param>
    /// <param name="parameter">The number that the function takes, if it takes one.</param>
    /// <returns>(samples, output height, output width, output channels).</returns>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    /// <exception cref="ArgumentException">A function whose derivative needs its input.</exception>
    public static Tensor Convolve(
        this Tensor x, Tensor weight, Tensor? bias = null, ConvolutionOptions? options = null, UnaryOperation? activation = null,
            float parameter = 0) =>
        new ConvolutionOperation(options ?? new ConvolutionOptions(), activation).Apply(x, weight, bias, parameter);
}

/// <summary>
/// y = f(x ∗ w + b). With δ = ∂loss/∂y·f′(y): each entry of dx gathers δ·w of the outputs that it went into, dw sums x·δ over all
/// places of the kernel, db = Σ δ. A layer makes one object and uses it at every step.
/// </summary>
internal sealed class ConvolutionOperation : Operation
{
    private readonly ConvolutionOptions _options;
    private readonly UnaryOperation? _activation;

    public ConvolutionOperation(ConvolutionOptions options, UnaryOperation? activation)
    {
        options.Check();
        if (activation is { DerivativeFromOutput: false })
            throw new ArgumentException($"convolution: the derivative of {activation.Name} needs its input; apply it as an operation of "
                + "its own", nameof(activation));
        _options = options;
        _activation = activation;
        Name = activation is null ? "convolution" : $"convolution+{activation.Name}";
    }

    public override string Name { get; }

    public Tensor Apply(Tensor input, Tensor weight, Tensor? bias, float parameter)
    {
        Node x = input.Node, w = weight.Node;
        Node? b = bias?.Node;
        ConvolutionShape shape = ShapeOf(x, w);
        if (b is not null && (b.Shape.Rank != 1 || b.Shape[0] != shape.OutputChannels))
            throw new ShapeException($"{Name}: bias {b.Shape} does not fit weight {w.Shape}: one entry for each of the weight's "
                + $"{shape.OutputChannels} output channels is expected");
        Tape tape = Tapes.Of(Name, x, w, b);
        Node output = tape.Make(new Shape(shape.Samples, shape.Output.Height, shape.Output.Width, shape.OutputChannels));
        output.Parameter = parameter;
        tape.Backend.Convolve(shape, x.Storage, w.Storage, output.Storage, b?.Storage, _activation, parameter);
        return tape.Record(this, output, x, w, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0], w = node.Inputs[1];
        Node? b = node.InputCount > 2 ? node.Inputs[2] : null;
        ConvolutionShape shape = ShapeOf(x, w);
        Storage delta = node.Gradient!;
        _activation?.Derivative(tape.Backend, node.Storage, node.Storage, delta, delta, node.Size, node.Parameter, accumulate: false);
        if (b is { NeedsGradient: true })
        {
            Storage target = tape.GradientOf(b, out bool accumulate);
            tape.Backend.Sum(delta, target, 1, shape.OutputPixels, shape.OutputChannels, 1, accumulate);
        }

        if (x.NeedsGradient)
        {
            Storage target = tape.GradientOf(x, out bool accumulate);
            tape.Backend.ConvolveInputGradient(shape, delta, w.Storage, target, accumulate);
        }

        if (w.NeedsGradient)
        {
            Storage target = tape.GradientOf(w, out bool accumulate);
            tape.Backend.ConvolveWeightGradient(shape, x.Storage, delta, target, accumulate);
        }
    }

    private ConvolutionShape ShapeOf(Node x, Node w)
    {
        if (x.Shape.Rank != 4)
            throw new ShapeException($"{Name}: an image (samples, height, width, channels) is expected, shape {x.Shape} came in");
        if (w.Shape.Rank != 4)
            throw new ShapeException($"{Name}: a weight (height, width, channels / groups, output channels) is expected, shape {w.Shape} "
                + "was given");
        int groups = _options.Groups, channels = x.Shape[3];
        if (channels != w.Shape[2] * groups || w.Shape[3] % groups != 0)
        {
            throw new ShapeException(
                $"{Name}: input {x.Shape} does not fit weight {w.Shape} in {groups} {(groups == 1 ? "group" : "groups")}: the input's "
                    + $"{channels} channels must be {w.Shape[2]}·{groups}, and the {w.Shape[3]} output channels a multiple of {groups}");
        }

        Extent image = new(x.Shape[1], x.Shape[2]), kernel = new(w.Shape[0], w.Shape[1]);
        kernel.Check(Name, "kernel", 1);
        return new ConvolutionShape(x.Shape[0], image, channels, kernel, _options.Output(image, kernel), w.Shape[3], _options.Stride,
            _options.Padding, _options.Dilation, groups);
    }
}
