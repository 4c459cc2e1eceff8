using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>A function of two entries that meet by broadcasting.</summary>
/// <typeparam name="TOperator">The function and its derivatives.</typeparam>
internal sealed class BinaryOperation<TOperator> : BinaryOperation
    where TOperator : struct, IBinaryOperator
{
    private BinaryOperation()
    {
    }

    public static BinaryOperation<TOperator> Instance { get; } = new();

    public override string Name => TOperator.Name;

    public override Tensor Apply(Tensor left, Tensor right, float parameter)
    {
        Node a = left.Node, b = right.Node;
        Tape tape = Tapes.Of(Name, a, b);
        Broadcast shapes = Broadcast.Of(Name, a.Shape, b.Shape);
        Node output = tape.Make(shapes.Result);
        output.Parameter = parameter;
        tape.Backend.Binary<TOperator>(shapes, a.Storage, b.Storage, output.Storage, parameter);
        return tape.Record(this, output, a, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Broadcast shapes = Broadcast.Of(Name, node.Inputs[0].Shape, node.Inputs[1].Shape);
        Backward(node, tape, shapes, Side.Left, node.Inputs[0]);
        Backward(node, tape, shapes, Side.Right, node.Inputs[1]);
    }

    private static void Backward(Node node, Tape tape, in Broadcast shapes, Side side, Node input)
    {
        if (!input.NeedsGradient)
            return;
        Storage a = node.Inputs[0].Storage, b = node.Inputs[1].Storage;
        if (input.Size == node.Size)
        {
            Storage target = tape.GradientOf(input, out bool accumulate);
            tape.Backend.BinaryBackward<TOperator>(shapes, side, a, b, node.Gradient!, target, node.Parameter, accumulate);
            return;
        }

        // A repeated input gathers the gradient of all its copies.
        Storage full = tape.Rent(node.Size);
        tape.Backend.BinaryBackward<TOperator>(shapes, side, a, b, node.Gradient!, full, node.Parameter, accumulate: false);
        Reduction.SumToShape(tape, full, node.Shape, input);
        tape.Return(full);
    }
}
