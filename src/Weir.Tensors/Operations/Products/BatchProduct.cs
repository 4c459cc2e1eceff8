using Weir.Tensors.Backends;

namespace Weir.Tensors;

public static partial class Products
{
    /// <summary>A matrix product for each entry of the leading axes.</summary>
    /// <param name="a">(…, rows, depth).</param>
    /// <param name="b">(…, depth, columns), or (…, columns, depth) when transposed; the same leading axes.</param>
    /// <param name="transposeRight">Whether each b is transposed. Default false.</param>
    /// <returns>(…, rows, columns).</returns>
    /// <exception cref="ShapeException">Fewer than two axes, other leading axes, or depths that differ.</exception>
    public static Tensor BatchMultiply(this Tensor a, Tensor b, bool transposeRight = false) => BatchProductOperation.Of(transposeRight)
        .Apply(a, b);
}

/// <summary>C[i] = A[i]·op(B[i]); with G = ∂loss/∂C the gradients are G·op(B)ᵀ and Aᵀ·G, transposed where op does.</summary>
internal sealed class BatchProductOperation(bool transposeRight) : Operation
{
    private static readonly BatchProductOperation Plain = new(false), Transposed = new(true);

    public override string Name => "batchMultiply";

    public static BatchProductOperation Of(bool transposeRight) => transposeRight ? Transposed : Plain;

    public Tensor Apply(Tensor left, Tensor right)
    {
        Node a = left.Node, b = right.Node;
        int rank = a.Shape.Rank;
        if (rank < 2 || rank != b.Shape.Rank || a.Shape.Leading(rank - 2) != b.Shape.Leading(rank - 2))
            throw new ShapeException($"{Name}: shapes {a.Shape} and {b.Shape} do not fit: (…, rows, depth) and (…, depth, columns) with "
                + "the same leading axes are expected");
        int depth = transposeRight ? b.Shape[^1] : b.Shape[^2];
        if (a.Shape[^1] != depth)
            throw new ShapeException($"{Name}: shapes {a.Shape} and {b.Shape}{(transposeRight ? "ᵀ" : "")} do not fit: {a.Shape[^1]} "
                + $"columns on the left meet {depth} rows on the right; they must be equal");
        Tape tape = Tapes.Of(Name, a, b);
        Node output = tape.Make(a.Shape.With(^1, transposeRight ? b.Shape[^2] : b.Shape[^1]));
        tape.Backend.Products(a.Shape.SizeBefore(rank - 2), new ProductShape(a.Shape[^2], output.Shape[^1], depth, false, transposeRight),
            a.Storage, b.Storage, output.Storage, accumulate: false);
        return tape.Record(this, output, a, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node a = node.Inputs[0], b = node.Inputs[1];
        int count = a.Shape.SizeBefore(a.Shape.Rank - 2), rows = a.Shape[^2], depth = a.Shape[^1], columns = node.Shape[^1];
        if (a.NeedsGradient)
        {
            Storage target = tape.GradientOf(a, out bool accumulate);
            tape.Backend.Products(count, new ProductShape(rows, depth, columns, false, !transposeRight), node.Gradient!, b.Storage, target,
                accumulate);
        }

        if (b.NeedsGradient)
        {
            Storage target = tape.GradientOf(b, out bool accumulate);
            if (transposeRight)
                tape.Backend.Products(count, new ProductShape(columns, depth, rows, true, false), node.Gradient!, a.Storage, target,
                    accumulate);
            else
                tape.Backend.Products(count, new ProductShape(depth, columns, rows, true, false), a.Storage, node.Gradient!, target,
                    accumulate);
        }
    }
}
