namespace Weir.Tensors;

public static partial class Shaping
{
    /// <summary>A run of entries along an axis, as a copy.</summary>
    /// <param name="x">Any shape with that axis.</param>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <param name="start">The first entry, from 0.</param>
    /// <param name="length">How many entries.</param>
    /// <exception cref="ShapeException">The run does not lie within the axis.</exception>
    public static Tensor Slice(this Tensor x, Index axis, int start, int length) => SliceOperation.Instance.Apply(x, axis, start, length);
}

/// <summary>y = x[…, start … start + length − 1, …].</summary>
internal sealed class SliceOperation : Operation
{
    public static SliceOperation Instance { get; } = new();

    public override string Name => "slice";

    public Tensor Apply(Tensor x, Index axis, int start, int length)
    {
        Node input = x.Node;
        int at = Reduction.Axis(Name, input.Shape, axis);
        if (start < 0 || length < 0 || start > input.Shape[at] - length)
            throw new ShapeException($"{Name}: entries {start}…{(long)start + length - 1} do not lie within axis {at} of shape "
                + $"{input.Shape}");
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(input.Shape.With(at, length));
        output.Split = at;
        output.Offset = start;
        int inner = input.Shape.SizeFrom(at + 1);
        tape.Backend.CopyRows(input.Storage, start * inner, input.Shape.SizeFrom(at), output.Storage, 0, length * inner,
            input.Shape.SizeBefore(at), length * inner, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        int at = node.Split, inner = input.Shape.SizeFrom(at + 1), width = node.Shape.SizeFrom(at);
        Storage target = tape.GradientOf(input, out bool accumulate);
        if (!accumulate)
            target.Span(input.Size).Clear();
        tape.Backend.CopyRows(node.Gradient!, 0, width, target, node.Offset * inner, input.Shape.SizeFrom(at), node.Shape.SizeBefore(at),
            width, accumulate: true);
    }
}
