namespace Weir.Tensors;

/// <summary>What a <see cref="CustomOperation"/> reads and writes on the way back; good during the call only.</summary>
public readonly ref struct BackwardPass
{
    private readonly Node _node;
    private readonly Tape _tape;

    internal BackwardPass(Node node, Tape tape)
    {
        _node = node;
        _tape = tape;
    }

    /// <summary>How many tensors came in.</summary>
    public int Count => _node.InputCount;

    /// <summary>The output's shape.</summary>
    public Shape OutputShape => _node.Shape;

    /// <summary>The output as <see cref="CustomOperation.Forward"/> left it.</summary>
    public ReadOnlySpan<float> Output => _node.Storage.Span(_node.Size);

    /// <summary>∂loss/∂output, complete.</summary>
    public ReadOnlySpan<float> OutputGradient => _node.Gradient!.Span(_node.Size);

    /// <summary>The shape of an input.</summary>
    /// <param name="index">Which, from 0.</param>
    public Shape Shape(int index) => InputNode(index).Shape;

    /// <summary>The numbers of an input, row-major.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<float> Input(int index) => InputNode(index).Storage.Span(InputNode(index).Size);

    /// <summary>Whether a gradient has to flow into an input; work for others would be in vain.</summary>
    /// <param name="index">Which, from 0.</param>
    public bool Wants(int index) => InputNode(index).NeedsGradient;

    /// <summary>∂loss/∂input as far as it is gathered: add to it.</summary>
    /// <param name="index">Which, from 0; one that <see cref="Wants"/> a gradient.</param>
    /// <exception cref="InvalidOperationException">No gradient flows into that input.</exception>
    public Span<float> InputGradient(int index)
    {
        Node input = InputNode(index);
        if (!input.NeedsGradient)
            throw new InvalidOperationException($"{_node.Operation!.Name}: no gradient flows into input {index}; ask Wants({index}) first");
        Span<float> gradient = _tape.GradientOf(input, out bool accumulate).Span(input.Size);
        if (!accumulate)
            gradient.Clear();
        return gradient;
    }

    private Node InputNode(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_node.InputCount, nameof(index));
        return _node.Inputs[index];
    }
}
