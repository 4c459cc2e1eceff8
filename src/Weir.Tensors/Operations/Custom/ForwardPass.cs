namespace Weir.Tensors;

/// <summary>What a <see cref="CustomOperation"/> reads and writes on the way forward; good during the call only.</summary>
public readonly ref struct ForwardPass
{
    private readonly ReadOnlySpan<Tensor> _inputs;
    private readonly Node _output;

    internal ForwardPass(ReadOnlySpan<Tensor> inputs, Node output)
    {
        _inputs = inputs;
        _output = output;
    }

    /// <summary>How many tensors came in.</summary>
    public int Count => _inputs.Length;

    /// <summary>The output's shape.</summary>
    public Shape OutputShape => _output.Shape;

    /// <summary>Where the output goes, row-major.</summary>
    public Span<float> Output => _output.Storage.Span(_output.Size);

    /// <summary>The shape of an input.</summary>
    /// <param name="index">Which, from 0.</param>
    public Shape Shape(int index) => _inputs[index].Shape;

    /// <summary>The numbers of an input, row-major.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<float> Input(int index) => _inputs[index].Node.Storage.Span(_inputs[index].Shape.Size);
}
