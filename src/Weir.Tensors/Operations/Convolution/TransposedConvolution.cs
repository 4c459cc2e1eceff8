using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Transposed convolutions of images: each pixel is scattered over the places that a kernel would have taken it from.</summary>
public static class TransposedConvolution
{
    /// <summary>
    /// What the gradient of a convolution makes of an image (Zeiler et al., "Deconvolutional Networks", 2010; Long, Shelhamer and Darrell,
    /// 2015): y[n, i·stride + k·dilation − padding, …, o] = Σ x[n, i, j, c]·w[k, l, o, c]. With a stride it makes images larger.
    /// </summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="weight">(kernel height, kernel width, output channels, channels), as of the convolution that leads back.</param>
    /// <param name="options">Stride, padding, dilation, of one group. Default: stride 1 without padding.</param>
    /// <returns>(samples, (height − 1)·stride − 2·padding + dilation·(kernel − 1) + 1, …, output channels).</returns>
    /// <exception cref="ShapeException">Shapes that do not fit, several groups, or nothing left of the image.</exception>
    public static Tensor ConvolveTransposed(this Tensor x, Tensor weight, ConvolutionOptions? options = null) =>
        new TransposedConvolutionOperation(options ?? new ConvolutionOptions()).Apply(x, weight);
}

/// <summary>A convolution's backward pass as the forward pass: its own backward pass is the convolution.</summary>
internal sealed class TransposedConvolutionOperation : Operation
{
    private readonly ConvolutionOptions _options;

    public TransposedConvolutionOperation(ConvolutionOptions options)
    {
        options.Check();
        if (options.Groups != 1)
            throw new ShapeException($"{Name}: {options.Groups} groups were asked for; there is one");
        _options = options;
    }

    public override string Name => "transposedConvolution";

    /// <summary>The extent that an image comes to.</summary>
    public static Extent Output(ConvolutionOptions options, Extent image, Extent kernel) => new(
        Length("height", image.Height, kernel.Height, options.Stride.Height, options.Padding.Height, options.Dilation.Height),
        Length("width", image.Width, kernel.Width, options.Stride.Width, options.Padding.Width, options.Dilation.Width));

    public Tensor Apply(Tensor input, Tensor weight)
    {
        Node x = input.Node, w = weight.Node;
        ConvolutionShape shape = ShapeOf(x, w);
        Tape tape = Tapes.Of(Name, x, w);
        Node output = tape.Make(new Shape(shape.Samples, shape.Image.Height, shape.Image.Width, shape.Channels));
        tape.Backend.ConvolveInputGradient(shape, x.Storage, w.Storage, output.Storage, accumulate: false);
        return tape.Record(this, output, x, w);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0], w = node.Inputs[1];
        ConvolutionShape shape = ShapeOf(x, w);
        if (x.NeedsGradient)
        {
            Storage target = tape.GradientOf(x, out bool accumulate);
            Storage made = accumulate ? tape.Rent(x.Size) : target;
            tape.Backend.Convolve(shape, node.Gradient!, w.Storage, made, null, null, 0);
            if (accumulate)
            {
                tape.Backend.CopyRows(made, 0, x.Size, target, 0, x.Size, 1, x.Size, accumulate: true);
                tape.Return(made);
            }
        }

        if (w.NeedsGradient)
        {
            Storage target = tape.GradientOf(w, out bool accumulate);
            tape.Backend.ConvolveWeightGradient(shape, node.Gradient!, x.Storage, target, accumulate);
        }
    }

    private ConvolutionShape ShapeOf(Node x, Node w)
    {
        if (x.Shape.Rank != 4)
            throw new ShapeException($"{Name}: an image (samples, height, width, channels) is expected, shape {x.Shape} came in");
        if (w.Shape.Rank != 4 || w.Shape[3] != x.Shape[3])
            throw new ShapeException($"{Name}: input {x.Shape} does not fit weight {w.Shape}: a weight (height, width, output channels, "
                + $"{x.Shape[3]}) is expected");
        Extent image = new(x.Shape[1], x.Shape[2]), kernel = new(w.Shape[0], w.Shape[1]);
        kernel.Check(Name, "kernel", 1);
        if (image.Height == 0 || image.Width == 0)
            throw Pooling.NoPixels(Name, x.Shape);
        return new ConvolutionShape(x.Shape[0], Output(_options, image, kernel), w.Shape[2], kernel, image, x.Shape[3], _options.Stride,
            _options.Padding, _options.Dilation, 1);
    }

    private static int Length(string axis, int image, int kernel, int stride, int padding, int dilation)
    {
        long length = ((image - 1L) * stride) - (2L * padding) + ((long)dilation * (kernel - 1)) + 1;
        return length is >= 1 and <= Extent.Most ? (int)length : throw new ShapeException(
            $"transposedConvolution: an image of {axis} {image} comes to {length} pixels with a kernel of {kernel}, stride {stride}, "
                + $"padding {padding} and dilation {dilation}; 1 to {Extent.Most} are possible");
    }
}
