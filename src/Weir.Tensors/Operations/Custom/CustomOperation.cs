namespace Weir.Tensors;

/// <summary>
/// An operation from outside the library: derive from it, say which shape comes out, work the values out and give the derivative; then call
/// <see cref="Apply"/> in a module or a loss like any other operation. An object holds no tensor and serves every call, so that options
/// (an exponent, a limit) are fields of its own.
/// <para>
/// Forward and backward passes see spans of float32, row-major, on the thread that calls; what they read and write is
/// good during the call only.
/// </para>
/// </summary>
public abstract class CustomOperation : Operation
{
    /// <summary>Records the operation on the tape of its inputs.</summary>
    /// <param name="inputs">One or more tensors, at least one of them on a tape.</param>
    /// <returns>A tensor of the shape that <see cref="OutputShape"/> says.</returns>
    /// <exception cref="ShapeException">No input, or shapes that the operation refuses.</exception>
    /// <exception cref="InvalidOperationException">Inputs of different tapes, or leaves alone.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> inputs)
    {
        if (inputs.IsEmpty)
            throw new ShapeException($"{Name}: at least one tensor is expected");
        Span<Shape> shapes = stackalloc Shape[inputs.Length];
        Tape? tape = null;
        for (int i = 0; i < inputs.Length; i++)
        {
            shapes[i] = inputs[i].Shape;
            tape = Tapes.Join(Name, tape, inputs[i].Node);
        }

        tape = Tapes.Known(Name, tape);
        Node output = tape.Make(OutputShape(shapes));
        output.Storage.Span(output.Size).Clear();
        Forward(new ForwardPass(inputs, output));
        bool needs = false;
        foreach (Tensor input in inputs)
            needs |= tape.Recording && input.Node.NeedsGradient;
        if (needs)
        {
            output.NeedsGradient = true;
            output.Operation = this;
            foreach (Tensor input in inputs)
                output.AddInput(input.Node);
        }

        return new Tensor(output);
    }

    /// <summary>The shape of what comes out.</summary>
    /// <param name="inputs">The shapes that come in, in the order of the call.</param>
    /// <exception cref="ShapeException">To be thrown where the shapes do not fit: say which came in and which are expected.</exception>
    protected abstract Shape OutputShape(ReadOnlySpan<Shape> inputs);

    /// <summary>Works the output out.</summary>
    /// <param name="pass">The inputs, and the output, which is all zeros before.</param>
    protected abstract void Forward(ForwardPass pass);

    /// <summary>
    /// Adds to the gradient of each input that wants one (<see cref="BackwardPass.Wants"/>): ∂loss/∂input += ∂loss/∂output·∂output/∂input.
    /// </summary>
    /// <param name="pass">The inputs, the output, its gradient and theirs.</param>
    protected abstract void Backward(BackwardPass pass);

    internal sealed override void Backward(Node node, Tape tape) => Backward(new BackwardPass(node, tape));
}
