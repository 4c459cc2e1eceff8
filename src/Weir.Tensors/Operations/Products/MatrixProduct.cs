using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Matrix products and what is fused with them.</summary>
public static partial class Products
{
    /// <summary>The matrix product op(a)·op(b), where op transposes or does nothing.</summary>
    /// <param name="a">(rows, depth), or (depth, rows) when transposed.</param>
    /// <param name="b">(depth, columns), or (columns, depth) when transposed.</param>
    /// <param name="transposeLeft">Whether a is transposed. Default false.</param>
    /// <param name="transposeRight">Whether b is transposed. Default false.</param>
    /// <exception cref="ShapeException">Not two matrices, or depths that differ.</exception>
    public static Tensor MatrixMultiply(this Tensor a, Tensor b, bool transposeLeft = false, bool transposeRight = false) =>
        MatrixProductOperation.Of(transposeLeft, transposeRight).Apply(a, b);
}

/// <summary>C = op(A)·op(B); with G = ∂loss/∂C the gradients are G·op(B)ᵀ and op(A)ᵀ·G, transposed where op does.</summary>
internal sealed class MatrixProductOperation(bool transposeLeft, bool transposeRight) : Operation
{
    private static readonly MatrixProductOperation[] Forms = [new(false, false), new(false, true), new(true, false), new(true, true)];

    public override string Name => "matrixMultiply";

    public static MatrixProductOperation Of(bool transposeLeft, bool transposeRight) =>
        Forms[(transposeLeft ? 2 : 0) + (transposeRight ? 1 : 0)];

    public Tensor Apply(Tensor left, Tensor right)
    {
        Node a = left.Node, b = right.Node;
        if (a.Shape.Rank != 2 || b.Shape.Rank != 2)
            throw new ShapeException($"{Name}: two matrices are expected, shapes {a.Shape} and {b.Shape} were given");
        ProductShape shape = ShapeOf(a, b);
        int depthRight = transposeRight ? b.Shape[1] : b.Shape[0];
        if (shape.Depth != depthRight)
            throw new ShapeException($"{Name}: shapes {Describe(a.Shape, transposeLeft)} and {Describe(b.Shape, transposeRight)} do not "
                + $"fit: {shape.Depth} columns on the left meet {depthRight} rows on the right; they must be equal");
        Tape tape = Tapes.Of(Name, a, b);
        Node output = tape.Make(new Shape(shape.Rows, shape.Columns));
        tape.Backend.Product(shape, a.Storage, b.Storage, output.Storage, accumulate: false);
        return tape.Record(this, output, a, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node a = node.Inputs[0], b = node.Inputs[1];
        ProductShape shape = ShapeOf(a, b);
        if (a.NeedsGradient)
        {
            Storage target = tape.GradientOf(a, out bool accumulate);
            if (transposeLeft)
                tape.Backend.Product(new ProductShape(shape.Depth, shape.Rows, shape.Columns, transposeRight, true), b.Storage,
                    node.Gradient!, target, accumulate);
            else
                tape.Backend.Product(new ProductShape(shape.Rows, shape.Depth, shape.Columns, false, !transposeRight), node.Gradient!,
                    b.Storage, target, accumulate);
        }

        if (b.NeedsGradient)
        {
            Storage target = tape.GradientOf(b, out bool accumulate);
            if (transposeRight)
                tape.Backend.Product(new ProductShape(shape.Columns, shape.Depth, shape.Rows, true, transposeLeft), node.Gradient!,
                    a.Storage, target, accumulate);
            else
                tape.Backend.Product(new ProductShape(shape.Depth, shape.Columns, shape.Rows, !transposeLeft, false), a.Storage,
                    node.Gradient!, target, accumulate);
        }
    }

    private static string Describe(Shape shape, bool transposed) => transposed ? $"{shape}ᵀ" : shape.ToString();

    private ProductShape ShapeOf(Node a, Node b) => new(
        transposeLeft ? a.Shape[1] : a.Shape[0],
        transposeRight ? b.Shape[0] : b.Shape[1],
        transposeLeft ? a.Shape[0] : a.Shape[1],
        transposeLeft,
        transposeRight);
}
