using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Larger images.</summary>
public static class Upsampling
{
    /// <summary>An image whose sides are a whole number of times as long.</summary>
    /// <param name="x">(samples, height, width, channels).</param>
    /// <param name="factor">How many times as high and as wide, 1 or more each.</param>
    /// <param name="bilinear">
    /// Whether a pixel lies between the four nearest by their distance to its middle (beyond the border the pixel at the border counts), as
    /// PyTorch has it without <c>align_corners</c>. Default false: it is the nearest one.
    /// </param>
    /// <returns>(samples, height × factor, width × factor, channels).</returns>
    /// <exception cref="ShapeException">Not an image, a factor below 1, or an image too large.</exception>
    public static Tensor Upsample(this Tensor x, Extent factor, bool bilinear = false) => new UpsampleOperation(factor, bilinear).Apply(x);
}

/// <summary>Nearest or bilinear; the gradient goes back by the same weights.</summary>
internal sealed class UpsampleOperation : Operation
{
    private readonly Extent _factor;
    private readonly bool _bilinear;

    public UpsampleOperation(Extent factor, bool bilinear)
    {
        factor.Check("upsample", "factor", 1);
        (_factor, _bilinear) = (factor, bilinear);
    }

    public override string Name => "upsample";

    public Tensor Apply(Tensor input)
    {
        Node x = input.Node;
        UpsamplingShape shape = ShapeOf(x);
        Tape tape = Tapes.Of(Name, x);
        Node output = tape.Make(new Shape(shape.Samples, shape.Output.Height, shape.Output.Width, shape.Channels));
        tape.Backend.Upsample(shape, x.Storage, output.Storage);
        return tape.Record(this, output, x);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0];
        Storage target = tape.GradientOf(x, out bool accumulate);
        tape.Backend.UpsampleBackward(ShapeOf(x), node.Gradient!, target, accumulate);
    }

    private UpsamplingShape ShapeOf(Node x)
    {
        if (x.Shape.Rank != 4)
            throw new ShapeException($"{Name}: an image (samples, height, width, channels) is expected, shape {x.Shape} came in");
        if ((long)x.Shape[1] * _factor.Height > Extent.Most || (long)x.Shape[2] * _factor.Width > Extent.Most)
            throw new ShapeException($"{Name}: an image of {x.Shape[1]}×{x.Shape[2]} pixels made {_factor} times as large has more than "
                + $"{Extent.Most} pixels along a side");
        return new UpsamplingShape(x.Shape[0], new Extent(x.Shape[1], x.Shape[2]), x.Shape[3], _factor, _bilinear);
    }
}
