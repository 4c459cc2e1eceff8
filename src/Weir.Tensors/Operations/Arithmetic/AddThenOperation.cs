namespace Weir.Tensors;

/// <summary>
/// f(a + b) in one pass, as behind the shortcut of a residual block: the sum is not stored, and the gradient g·f′ goes to both. The
/// function's derivative follows from its output.
/// </summary>
internal sealed class AddThenOperation : Operation
{
    private readonly UnaryOperation _activation;
    private readonly float _parameter;

    public AddThenOperation(UnaryOperation activation, float parameter)
    {
        if (!activation.DerivativeFromOutput)
            throw new ArgumentException($"add: the derivative of {activation.Name} needs its input; apply it as an operation of its own",
                nameof(activation));
        (_activation, _parameter, Name) = (activation, parameter, $"add+{activation.Name}");
    }

    public override string Name { get; }

    public Tensor Apply(Tensor left, Tensor right)
    {
        Node a = left.Node, b = right.Node;
        if (a.Shape != b.Shape)
            throw new ShapeException($"{Name}: shapes {a.Shape} and {b.Shape} must be equal");
        Tape tape = Tapes.Of(Name, a, b);
        Node output = tape.Make(a.Shape);
        _activation.AddThen(tape.Backend, a.Storage, b.Storage, output.Storage, output.Size, _parameter);
        return tape.Record(this, output, a, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node a = node.Inputs[0], b = node.Inputs[1];
        Storage gradient = node.Gradient!;
        bool addLeft = false, addRight = false;
        Storage? left = null;
        if (a.NeedsGradient)
            left = !ReferenceEquals(a, b) && Tape.TryMoveGradient(node, a) ? gradient : tape.GradientOf(a, out addLeft);
        Storage? right = b.NeedsGradient ? tape.GradientOf(b, out addRight) : null;
        if (ReferenceEquals(left, right) && left is not null)
        {
            // The same tensor twice: one after the other.
            _activation.AddThenBackward(tape.Backend, node.Storage, gradient, left, addLeft, null, false, node.Size, _parameter);
            (left, addRight) = (null, true);
        }

        _activation.AddThenBackward(tape.Backend, node.Storage, gradient, left, addLeft, right, addRight, node.Size, _parameter);
    }
}
