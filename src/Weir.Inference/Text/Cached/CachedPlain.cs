using System.Numerics.Tensors;
using Weir.Nn;

namespace Weir.Inference;

/// <summary>Layers that look at one place alone.</summary>
/// <param name="width">Numbers that come out.</param>
/// <param name="isBounded">Whether it knows a bounded number of places.</param>
/// <param name="apply">What it does: (x, y, place).</param>
internal sealed class CachedPlain(int width, bool isBounded, CachedPlain.Work apply) : CachedLayer
{
    /// <summary>What a layer does to a place.</summary>
    public delegate void Work(ReadOnlySpan<float> x, Span<float> y, int place);

    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    public override bool IsBounded => isBounded;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int place) => apply(x, y, place);

    /// <summary>The layer of a module; null where it is none of these.</summary>
    public static CachedPlain? Of(Module module, int width)
    {
        switch (module)
        {
            case Embedding embedding:
                return Rows(embedding);
            case LearnedPositions positions:
                return Places(positions.Weight.Value.ToArray(), width);
            case PositionalEncoding encoding:
                return Places(encoding.Waves.ToArray(), width);
            case Linear linear when DenseStep.Of(linear) is { } step:
                return new CachedPlain(step.Outputs, false, (x, y, _) => step.Apply(x, y));
            case Activation { Operation: { } operation } activation:
                float parameter = activation.Parameter;
                return new CachedPlain(width, false, (x, y, _) =>
                {
                    x[..width].CopyTo(y);
                    operation.ApplyTo(y[..width], parameter);
                });
            case LayerNorm norm:
                return Norm(norm.Scale.Value.ToArray(), norm.Shift.Value.ToArray(), norm.Epsilon, isCentred: true);
            case RmsNorm norm:
                return Norm(norm.Scale.Value.ToArray(), new float[width], norm.Epsilon, isCentred: false);
            default:
                return null;
        }
    }

    private static CachedPlain Rows(Embedding embedding)
    {
        float[] rows = embedding.Weight.Value.ToArray();
        int wide = embedding.Weight.Shape[1];
        return new CachedPlain(wide, false, (x, y, _) => rows.AsSpan((int)x[0] * wide, wide).CopyTo(y));
    }

    private static CachedPlain Places(float[] rows, int width) => new(width, true, (x, y, place) =>
        TensorPrimitives.Add(x[..width], rows.AsSpan(place * width, width), y));

    private static CachedPlain Norm(float[] scale, float[] shift, double epsilon, bool isCentred)
    {
        int width = scale.Length;
        return new CachedPlain(width, false, (x, y, _) =>
        {
            Span<float> row = y[..width];
            float mean = isCentred ? TensorPrimitives.Sum(x[..width]) / width : 0;
            TensorPrimitives.Subtract(x[..width], mean, row);
            float variance = TensorPrimitives.SumOfSquares<float>(row) / width;
            TensorPrimitives.Multiply(row, 1 / MathF.Sqrt(variance + (float)epsilon), row);
            TensorPrimitives.MultiplyAdd(row, scale, shift, row);
        });
    }
}
