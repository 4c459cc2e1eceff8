namespace Weir.Tensors;

public static partial class Reduction
{
    /// <summary>The sum over one axis.</summary>
    /// <param name="x">Any shape with that axis.</param>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <param name="keepAxis">Whether the axis stays, with length 1. Default false.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Tensor Sum(this Tensor x, Index axis, bool keepAxis = false) =>
        SumOperation.Instance.Apply(x, axis, keepAxis, mean: false);

    /// <summary>The mean over one axis; of no entries it is not a number.</summary>
    /// <param name="x">Any shape with that axis.</param>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <param name="keepAxis">Whether the axis stays, with length 1. Default false.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Tensor Mean(this Tensor x, Index axis, bool keepAxis = false) =>
        SumOperation.Instance.Apply(x, axis, keepAxis, mean: true);

    /// <summary>The sum of all entries, of shape ().</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sum(this Tensor x) => SumOperation.Instance.ApplyToAll(x, mean: false);

    /// <summary>The mean of all entries, of shape (); of no entries it is not a number.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Mean(this Tensor x) => SumOperation.Instance.ApplyToAll(x, mean: true);
}

/// <summary>y[o, i] = scale·Σₙ x[o, n, i]; the derivative broadcasts the gradient over n again.</summary>
internal sealed class SumOperation : Operation
{
    public static SumOperation Instance { get; } = new();

    public override string Name => "sum";

    public Tensor Apply(Tensor x, Index axis, bool keepAxis, bool mean)
    {
        int at = Reduction.Axis(Name, x.Shape, axis);
        Shape shape = x.Shape;
        return Apply(x.Node, Reduction.Without(shape, at, keepAxis), shape.SizeBefore(at), shape[at], mean);
    }

    public Tensor ApplyToAll(Tensor x, bool mean) => Apply(x.Node, Shape.Scalar, 1, x.Shape.Size, mean);

    private Tensor Apply(Node input, Shape shape, int outer, int count, bool mean)
    {
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(shape);
        // The backward pass finds outer, count and inner from the sizes and the scale from here.
        output.Parameter = mean ? 1f / count : 1;
        output.Split = outer;
        int inner = outer == 0 ? 0 : shape.Size / outer;
        // Of no entries the sum is 0 and the mean 0/0: said here, so that no kernel has to.
        if (count == 0)
            output.Storage.Span(shape.Size).Fill(mean ? float.NaN : 0);
        else
            tape.Backend.Sum(input.Storage, output.Storage, outer, count, inner, output.Parameter, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        if (input.Size == 0)
            return;
        int outer = node.Split, count = input.Size / node.Size, inner = node.Size / outer;
        Storage target = tape.GradientOf(input, out bool accumulate);
        tape.Backend.BroadcastAxis(node.Gradient!, target, outer, count, inner, node.Parameter, accumulate);
    }
}
