using System.Numerics.Tensors;
using Weir.Nn;

namespace Weir.Inference;

/// <summary>Causal attention that keeps the keys and values of the places before.</summary>
internal sealed class CachedAttention : CachedLayer
{
    private readonly DenseStep _projection, _output;
    private readonly float[] _keys, _values, _together, _mean, _weights;
    private readonly int _heads, _width;

    private CachedAttention(MultiHeadAttention attention, DenseStep projection, DenseStep output, int window)
    {
        (_projection, _output) = (projection, output);
        (_heads, _width) = (attention.Heads, attention.Output.Weight.Shape[0]);
        (_keys, _values) = (new float[window * _width], new float[window * _width]);
        (_together, _mean, _weights) = (new float[RowStep.Padded(3 * _width)], new float[RowStep.Padded(_width)], new float[window]);
    }

    /// <summary>Takes a layer in.</summary>
    /// <param name="attention">The layer.</param>
    /// <param name="window">The most places.</param>
    /// <returns>Null where its dense layers have functions that are put together of several operations.</returns>
    public static CachedAttention? Of(MultiHeadAttention attention, int window) =>
        DenseStep.Of(attention.Projection) is { } projection && DenseStep.Of(attention.Output) is { } output
            ? new CachedAttention(attention, projection, output, window) : null;

    /// <inheritdoc/>
    public override int Width => _width;

    /// <inheritdoc/>
    public override bool IsBounded => true;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int place)
    {
        _projection.Apply(x, _together);
        _together.AsSpan(_width, _width).CopyTo(_keys.AsSpan(place * _width));
        _together.AsSpan(2 * _width, _width).CopyTo(_values.AsSpan(place * _width));
        int size = _width / _heads;
        float scale = 1 / MathF.Sqrt(size);
        Span<float> weights = _weights.AsSpan(0, place + 1);
        for (int head = 0; head < _heads; head++)
        {
            int at = head * size;
            ReadOnlySpan<float> query = _together.AsSpan(at, size);
            for (int t = 0; t <= place; t++)
                weights[t] = TensorPrimitives.Dot(query, _keys.AsSpan((t * _width) + at, size)) * scale;
            TensorPrimitives.Subtract(weights, TensorPrimitives.Max<float>(weights), weights);
            TensorPrimitives.Exp<float>(weights, weights);
            float sum = TensorPrimitives.Sum<float>(weights);
            Span<float> mean = _mean.AsSpan(at, size);
            mean.Clear();
            for (int t = 0; t <= place; t++)
                TensorPrimitives.MultiplyAdd(_values.AsSpan((t * _width) + at, size), weights[t] / sum, mean, mean);
        }

        _output.Apply(_mean, y);
    }
}
