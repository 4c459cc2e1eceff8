namespace Weir.Tensors;

public static partial class Shaping
{
    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of x.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="order">Every axis once.</param>
    /// <exception cref="ShapeException">An axis is missing or named twice.</exception>
    public static Tensor Transpose(this Tensor x, params ReadOnlySpan<int> order) => TransposeOperation.Instance.Apply(x, order);

    /// <summary>A matrix with rows and columns exchanged.</summary>
    /// <param name="x">Rank 2.</param>
    public static Tensor Transpose(this Tensor x) => TransposeOperation.Instance.Apply(x, [1, 0]);
}

/// <summary>A copy with its axes in another order.</summary>
internal sealed class TransposeOperation : Operation
{
    /// <summary>Bits of an axis in the order that a node keeps.</summary>
    private const int AxisBits = 3;

    public static TransposeOperation Instance { get; } = new();

    public override string Name => "transpose";

    public Tensor Apply(Tensor x, ReadOnlySpan<int> order)
    {
        Node input = x.Node;
        int packed = Pack(order);
        if (input.Shape.Rank != order.Length)
            throw new ShapeException($"{Name}: shape {input.Shape} has {input.Shape.Rank} axes, and an order of {order.Length} was given");
        Span<int> lengths = stackalloc int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            lengths[axis] = input.Shape[order[axis]];
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(new Shape(lengths));
        output.Split = packed;
        tape.Backend.Permute(input.Storage, input.Shape, order, output.Storage, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Span<int> inverse = stackalloc int[node.Shape.Rank];
        for (int axis = 0; axis < inverse.Length; axis++)
            inverse[(node.Split >> (AxisBits * axis)) & ((1 << AxisBits) - 1)] = axis;
        Storage target = tape.GradientOf(node.Inputs[0], out bool accumulate);
        tape.Backend.Permute(node.Gradient!, node.Shape, inverse, target, accumulate);
    }

    /// <summary>The order in one number, after a check that it names every axis once.</summary>
    private static int Pack(ReadOnlySpan<int> order)
    {
        int packed = 0, named = 0;
        for (int axis = 0; axis < order.Length; axis++)
        {
            if ((uint)order[axis] >= (uint)order.Length || order.Length > Shape.MaxRank || (named & (1 << order[axis])) != 0)
                throw new ShapeException($"transpose: the order ({string.Join(", ", order.ToArray())}) must name every axis from 0 to "
                    + $"{order.Length - 1} once");
            named |= 1 << order[axis];
            packed |= order[axis] << (AxisBits * axis);
        }

        return packed;
    }
}
