namespace Weir.Tensors;

public static partial class Shaping
{
    /// <summary>Tensors behind one another along an axis.</summary>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <param name="parts">One or more, equal in every other axis.</param>
    /// <exception cref="ShapeException">No part, or shapes that differ in another axis.</exception>
    public static Tensor Concatenate(Index axis, params ReadOnlySpan<Tensor> parts) => ConcatenateOperation.Instance.Apply(axis, parts);
}

/// <summary>Joins along one axis; each part's gradient is its slice.</summary>
internal sealed class ConcatenateOperation : Operation
{
    public static ConcatenateOperation Instance { get; } = new();

    public override string Name => "concatenate";

    public Tensor Apply(Index axis, ReadOnlySpan<Tensor> parts)
    {
        if (parts.IsEmpty)
            throw new ShapeException($"{Name}: at least one tensor is expected");
        Shape first = parts[0].Shape;
        int at = Reduction.Axis(Name, first, axis);
        int length = 0;
        Tape? tape = null;
        foreach (Tensor part in parts)
        {
            if (part.Shape.Rank != first.Rank || part.Shape.With(at, 0) != first.With(at, 0))
                throw new ShapeException($"{Name}: shapes {first} and {part.Shape} differ in another axis than {at}, along which they "
                    + "are joined");
            length += part.Shape[at];
            tape = Tapes.Join(Name, tape, part.Node);
        }

        tape = Tapes.Known(Name, tape);
        Node output = tape.Make(first.With(at, length));
        output.Split = at;
        int outer = first.SizeBefore(at), inner = first.SizeFrom(at + 1), start = 0;
        foreach (Tensor part in parts)
        {
            int width = part.Shape[at] * inner;
            tape.Backend.CopyRows(part.Node.Storage, 0, width, output.Storage, start, length * inner, outer, width, accumulate: false);
            start += width;
            output.NeedsGradient |= tape.Recording && part.Node.NeedsGradient;
        }

        if (output.NeedsGradient)
        {
            output.Operation = this;
            foreach (Tensor part in parts)
                output.AddInput(part.Node);
        }

        return new Tensor(output);
    }

    internal override void Backward(Node node, Tape tape)
    {
        int outer = node.Shape.SizeBefore(node.Split), stride = node.Shape.SizeFrom(node.Split), start = 0;
        for (int i = 0; i < node.InputCount; i++)
        {
            Node part = node.Inputs[i];
            int width = part.Shape.SizeFrom(node.Split);
            if (part.NeedsGradient)
            {
                Storage target = tape.GradientOf(part, out bool accumulate);
                tape.Backend.CopyRows(node.Gradient!, start, stride, target, 0, width, outer, width, accumulate);
            }

            start += width;
        }
    }
}
