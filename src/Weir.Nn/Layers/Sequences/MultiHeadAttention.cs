using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Self-attention: each place takes a mean of all places' values, weighted by softmax(q·kᵀ/√d), in several heads (Vaswani et al., 2017).
/// </summary>
public sealed class MultiHeadAttention : Module, IForeignNames
{
    private readonly int _heads;
    private readonly bool _causal;
    private Tensor? _mask;

    /// <summary>Makes the layer.</summary>
    /// <param name="width">Features of a place; a multiple of the heads.</param>
    /// <param name="heads">Heads, 1 or more.</param>
    /// <param name="causal">Whether a place sees itself and those before it only. Default false.</param>
    /// <param name="dropout">Probability that a weight of the mean is dropped in training. Default 0.</param>
    /// <exception cref="ShapeException">The heads do not divide the width.</exception>
    public MultiHeadAttention(int width, int heads, bool causal = false, double dropout = 0)
    {
        if (heads < 1 || width % heads != 0)
            throw new ShapeException($"attention: {heads} heads do not divide a width of {width}");
        (_heads, _causal) = (heads, causal);
        Projection = new Linear(width, 3 * width);
        Output = new Linear(width, width);
        Dropout = dropout > 0 ? new Dropout(dropout) : null;
    }

    /// <summary>How many heads there are.</summary>
    public int Heads => _heads;

    /// <summary>Whether a place sees itself and those before it only.</summary>
    public bool IsCausal => _causal;

    /// <summary>Queries, keys and values, (width, 3·width).</summary>
    public Linear Projection { get; }

    /// <summary>Drops weights, or null.</summary>
    public Dropout? Dropout { get; }

    /// <summary>(width, width).</summary>
    public Linear Output { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string Own, string There)> ForeignNames =>
    [
        ("projection.weight", "in_proj_weight"), ("projection.bias", "in_proj_bias"), ("output.weight", "out_proj.weight"),
        ("output.bias", "out_proj.bias"),
    ];

    /// <inheritdoc/>
    public override string Kind => _causal ? "causal-attention" : "attention";

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input, Shape output) => 2L * input.Size * input[1];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Sequences.Check(this, x, Output.Weight.Shape[0]);
        Tensor together = Projection.Apply(x);
        if (Dropout is { IsTraining: true } dropping)
        {
            Tensor parts = Parts(together);
            return Output.Apply(Join(dropping.Apply(Weights(parts)), parts, x.Shape));
        }

        // In evaluation nothing is dropped: the weights of all places need not be there at once, but for who watches the dropout.
        if (Dropout is { IsWatched: true } watched)
            watched.Apply(Weights(Parts(together)));
        Tensor mean = together.Attend(_heads, _causal).Replacing(together, given: x);
        return Output.Apply(mean).Replacing(mean, given: x);
    }

    /// <summary>Queries, keys and values, (3, samples, heads, length, size).</summary>
    private Tensor Parts(Tensor together)
    {
        int samples = together.Shape[0], length = together.Shape[1], size = together.Shape[2] / (3 * _heads);
        return together.Reshape(new Shape(samples, length, 3, _heads, size)).Transpose(2, 0, 3, 1, 4);
    }

    private static Tensor Part(Tensor parts, int part) => parts.Slice(0, part, 1).Reshape(parts.Shape.From(1));

    /// <summary>The weights of all places, (samples, heads, length, length).</summary>
    private Tensor Weights(Tensor parts)
    {
        float scale = (float)(1 / Math.Sqrt(parts.Shape[4]));
        Tensor scores = Part(parts, 0).Scale(scale).BatchMultiply(Part(parts, 1), transposeRight: true);
        return (_causal ? scores.Add(Mask(parts.Shape[3])) : scores).Softmax();
    }

    /// <summary>The values' means by these weights, in the shape of the signal.</summary>
    private static Tensor Join(Tensor weights, Tensor parts, Shape shape) =>
        weights.BatchMultiply(Part(parts, 2)).Transpose(0, 2, 1, 3).Reshape(shape);

    /// <summary>0 where a place is seen, and what makes its weight 0 where it is not.</summary>
    private Tensor Mask(int length)
    {
        if (_mask is { } known && known.Shape[0] == length)
            return known;
        float[] values = new float[length * length];
        for (int row = 0; row < length; row++)
            values.AsSpan((row * length) + row + 1, length - row - 1).Fill(-1e9f);
        Tensor mask = Tensor.Leaf(new Shape(length, length), values);
        _mask = mask;
        return mask;
    }
}
