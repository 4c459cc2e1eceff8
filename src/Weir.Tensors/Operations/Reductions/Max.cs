namespace Weir.Tensors;

public static partial class Reduction
{
    /// <summary>The maximum over one axis; the gradient goes to the first entry that attains it.</summary>
    /// <param name="x">Any shape with that axis, which has at least one entry.</param>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <param name="keepAxis">Whether the axis stays, with length 1. Default false.</param>
    /// <exception cref="ShapeException">There is no such axis, or it is empty.</exception>
    public static Tensor Max(this Tensor x, Index axis, bool keepAxis = false) => MaxOperation.Instance.Apply(x, axis, keepAxis);
}

/// <summary>y[o, i] = maxₙ x[o, n, i].</summary>
internal sealed class MaxOperation : Operation
{
    public static MaxOperation Instance { get; } = new();

    public override string Name => "max";

    public Tensor Apply(Tensor x, Index axis, bool keepAxis)
    {
        Node input = x.Node;
        int at = Reduction.Axis(Name, input.Shape, axis);
        if (input.Shape[at] == 0)
            throw new ShapeException($"max: axis {at} of shape {input.Shape} is empty; a maximum needs an entry");
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(Reduction.Without(input.Shape, at, keepAxis));
        output.Split = input.Shape.SizeBefore(at);
        tape.Backend.Max(input.Storage, output.Storage, output.Split, input.Shape[at], input.Shape.SizeFrom(at + 1));
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        if (input.Size == 0)
            return;
        int outer = node.Split, inner = node.Size / outer, count = input.Size / node.Size;
        Storage target = tape.GradientOf(input, out bool accumulate);
        tape.Backend.MaxBackward(input.Storage, node.Storage, node.Gradient!, target, outer, count, inner, accumulate);
    }
}
