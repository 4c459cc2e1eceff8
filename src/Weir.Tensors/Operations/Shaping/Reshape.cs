namespace Weir.Tensors;

/// <summary>The same numbers in another shape or order.</summary>
public static partial class Shaping
{
    /// <summary>The same numbers in another shape, without a copy.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="shape">A shape with as many entries.</param>
    /// <exception cref="ShapeException">Another number of entries.</exception>
    public static Tensor Reshape(this Tensor x, Shape shape) => ReshapeOperation.Instance.Apply(x, shape);

    /// <summary>All axes after the first joined to one: (samples, …) becomes (samples, features).</summary>
    /// <param name="x">Rank 1 or more.</param>
    public static Tensor Flatten(this Tensor x)
    {
        if (x.Shape.Rank == 0)
            throw new ShapeException("flatten: a tensor of shape (samples, …) is expected, a single number was given");
        return x.Shape.Rank == 2 ? x : x.Reshape(new Shape(x.Shape[0], x.Shape.SizeFrom(1)));
    }
}

/// <summary>A view.</summary>
internal sealed class ReshapeOperation : Operation
{
    public static ReshapeOperation Instance { get; } = new();

    public override string Name => "reshape";

    public Tensor Apply(Tensor x, Shape shape)
    {
        Node input = x.Node;
        if (input.Size != shape.Size)
            throw new ShapeException(
                $"{Name}: shape {input.Shape} has {input.Size} entries and {shape} has {shape.Size}; they must be equal");
        Tape tape = Tapes.Of(Name, input);
        return tape.Record(this, tape.MakeView(shape, input), input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        if (Tape.TryMoveGradient(node, input))
            return;
        Storage target = tape.GradientOf(input, out bool accumulate);
        tape.Backend.Scale(node.Gradient!, target, node.Size, 1, accumulate);
    }
}
