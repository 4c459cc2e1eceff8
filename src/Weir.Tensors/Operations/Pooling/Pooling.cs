using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>One number for each window of an image and channel.</summary>
public static class Pooling
{
    /// <summary>The maximum of each window; the gradient goes to the first pixel (by rows) that attains it.</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="options">Window, stride, padding. Default: windows of 2×2 side by side.</param>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public static Tensor MaxPool(this Tensor x, PoolingOptions? options = null) =>
        new PoolingOperation("maxPool", options ?? new PoolingOptions(), null).Apply(x);

    /// <summary>The mean of each window; the gradient is shared evenly.</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="options">Window, stride, padding. Default: windows of 2×2 side by side.</param>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public static Tensor AveragePool(this Tensor x, PoolingOptions? options = null) =>
        new PoolingOperation("averagePool", options ?? new PoolingOptions(), null).Apply(x);

    /// <summary>The mean of windows cut so that they cover the image evenly and give an output of the extent asked for.</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="output">Height and width of the output, 1 or more.</param>
    /// <exception cref="ShapeException">Not an image.</exception>
    public static Tensor AdaptiveAveragePool(this Tensor x, Extent output) =>
        new PoolingOperation("adaptiveAveragePool", new PoolingOptions(), output).Apply(x);

    /// <summary>The mean over all pixels: (samples, height, width, channels) becomes (samples, channels).</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <exception cref="ShapeException">Not an image.</exception>
    public static Tensor GlobalAveragePool(this Tensor x) => Pixels("globalAveragePool", x).Mean(1);

    /// <summary>The maximum over all pixels: (samples, height, width, channels) becomes (samples, channels).</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <exception cref="ShapeException">Not an image.</exception>
    public static Tensor GlobalMaxPool(this Tensor x) => Pixels("globalMaxPool", x).Max(1);

    private static Tensor Pixels(string name, Tensor x)
    {
        if (x.Shape.Rank != 4)
            throw new ShapeException($"{name}: an image (samples, height, width, channels) is expected, shape {x.Shape} came in");
        if (x.Shape[1] == 0 || x.Shape[2] == 0)
            throw NoPixels(name, x.Shape);
        return x.Reshape(new Shape(x.Shape[0], x.Shape[1] * x.Shape[2], x.Shape[3]));
    }

    internal static ShapeException NoPixels(string name, Shape shape) => new($"{name}: an image of shape {shape} has no pixels");
}

/// <summary>Maximum or mean of windows.</summary>
internal sealed class PoolingOperation : Operation
{
    private readonly PoolingOptions _options;
    private readonly Extent? _adaptive;

    public PoolingOperation(string name, PoolingOptions options, Extent? adaptive)
    {
        options.Check();
        adaptive?.Check(name, "output", 1);
        (Name, _options, _adaptive) = (name, options, adaptive);
    }

    public override string Name { get; }

    private bool IsMaximum => Name == "maxPool";

    public Tensor Apply(Tensor input)
    {
        Node x = input.Node;
        PoolingShape shape = ShapeOf(x);
        Tape tape = Tapes.Of(Name, x);
        Node output = tape.Make(new Shape(shape.Samples, shape.Output.Height, shape.Output.Width, shape.Channels));
        if (IsMaximum)
            tape.Backend.MaxPool(shape, x.Storage, output.Storage);
        else
            tape.Backend.AveragePool(shape, x.Storage, output.Storage);
        return tape.Record(this, output, x);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0];
        PoolingShape shape = ShapeOf(x);
        Storage target = tape.GradientOf(x, out bool accumulate);
        if (IsMaximum)
            tape.Backend.MaxPoolBackward(shape, x.Storage, node.Storage, node.Gradient!, target, accumulate);
        else
            tape.Backend.AveragePoolBackward(shape, node.Gradient!, target, accumulate);
    }

    private PoolingShape ShapeOf(Node x)
    {
        if (x.Shape.Rank != 4)
            throw new ShapeException($"{Name}: an image (samples, height, width, channels) is expected, shape {x.Shape} came in");
        Extent image = new(x.Shape[1], x.Shape[2]);
        if (image.Height == 0 || image.Width == 0)
            throw Pooling.NoPixels(Name, x.Shape);
        return new PoolingShape(
            x.Shape[0], image, x.Shape[3], _adaptive ?? _options.Output(image), _options.Window, _options.Stride ?? _options.Window,
                _options.Padding, _adaptive is not null, _options.CountPadding && _adaptive is null);
    }
}
