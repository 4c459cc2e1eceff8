namespace Weir.Tensors;

public static partial class Shaping
{
    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of x.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="order">Every axis once.</param>
    /// <exception cref="ShapeException">An axis is missing or named twice.</exception>
    public static Tensor Transpose(this Tensor x, params ReadOnlySpan<int> order) => new TransposeOperation(order.ToArray()).Apply(x);

    /// <summary>A matrix with rows and columns exchanged.</summary>
    /// <param name="x">Rank 2.</param>
    public static Tensor Transpose(this Tensor x) => TransposeOperation.Matrix.Apply(x);
}

/// <summary>A copy with its axes in another order.</summary>
internal sealed class TransposeOperation(int[] order) : Operation
{
    public static TransposeOperation Matrix { get; } = new([1, 0]);

    private readonly int[] _inverse = Invert(order);

    public override string Name => "transpose";

    public Tensor Apply(Tensor x)
    {
        Node input = x.Node;
        if (input.Shape.Rank != order.Length)
            throw new ShapeException($"{Name}: shape {input.Shape} has {input.Shape.Rank} axes, and an order of {order.Length} was given");
        Span<int> lengths = stackalloc int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            lengths[axis] = input.Shape[order[axis]];
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(new Shape(lengths));
        tape.Backend.Permute(input.Storage, input.Shape, order, output.Storage, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Storage target = tape.GradientOf(node.Inputs[0], out bool accumulate);
        tape.Backend.Permute(node.Gradient!, node.Shape, _inverse, target, accumulate);
    }

    private static int[] Invert(int[] order)
    {
        int[] inverse = new int[order.Length];
        Array.Fill(inverse, -1);
        for (int axis = 0; axis < order.Length; axis++)
        {
            if ((uint)order[axis] >= (uint)order.Length || inverse[order[axis]] >= 0)
                throw new ShapeException($"transpose: the order ({string.Join(", ", order)}) must name every axis from 0 to "
                    + $"{order.Length - 1} once");
            inverse[order[axis]] = axis;
        }

        return inverse;
    }
}
