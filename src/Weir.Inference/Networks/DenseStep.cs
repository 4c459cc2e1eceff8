using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Weir.Tensors;

namespace Weir.Inference;

/// <summary>
/// f(x·W + b) for one row. Weights lie in the order in which they are read: four vectors of outputs, input by input, and then single
/// vectors. Layers of a few outputs are dot products instead.
/// </summary>
internal sealed class DenseStep : RowStep
{
    private const int Block = 4 * Line;
    private const int MostDots = 4;

    private readonly int _inputs, _outputs;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly UnaryOperation? _function;
    private readonly float _parameter;

    /// <summary>Takes a layer in.</summary>
    /// <param name="weight">(inputs, outputs), row-major.</param>
    /// <param name="bias">(outputs), or null.</param>
    /// <param name="inputs">Numbers that come in.</param>
    /// <param name="outputs">Numbers that go out.</param>
    /// <param name="function">The function behind it, or null.</param>
    /// <param name="parameter">Its number.</param>
    public DenseStep(float[] weight, float[]? bias, int inputs, int outputs, UnaryOperation? function, float parameter)
    {
        (_inputs, _outputs, _function, _parameter) = (inputs, outputs, function, parameter);
        _bias = new float[Padded(outputs)];
        bias?.CopyTo(_bias, 0);
        _weights = outputs <= MostDots ? Columns(weight) : Blocks(weight);
    }

    /// <inheritdoc/>
    public override int Outputs => _outputs;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        x = x[.._inputs];
        y = y[.._bias.Length];
        if (_outputs <= MostDots)
        {
            for (int i = 0; i < _outputs; i++)
                y[i] = _bias[i] + TensorPrimitives.Dot(x, _weights.AsSpan(i * _inputs, _inputs));
        }
        else
        {
            int at = 0;
            for (; at + Block <= y.Length; at += Block)
                FourVectors(x, at, y);
            for (; at < y.Length; at += Line)
                OneVector(x, at, y);
        }

        _function?.ApplyTo(y, _parameter);
    }

    private void FourVectors(ReadOnlySpan<float> x, int at, Span<float> y)
    {
        ref float w = ref _weights[at * _inputs];
        ref float b = ref _bias[at];
        Vector512<float> y0 = Vector512.LoadUnsafe(ref b), y1 = Vector512.LoadUnsafe(ref b, Line);
        Vector512<float> y2 = Vector512.LoadUnsafe(ref b, 2 * Line), y3 = Vector512.LoadUnsafe(ref b, 3 * Line);
        for (int i = 0; i < x.Length; i++)
        {
            Vector512<float> v = Vector512.Create(x[i]);
            y0 = Vector512.FusedMultiplyAdd(v, Vector512.LoadUnsafe(ref w), y0);
            y1 = Vector512.FusedMultiplyAdd(v, Vector512.LoadUnsafe(ref w, Line), y1);
            y2 = Vector512.FusedMultiplyAdd(v, Vector512.LoadUnsafe(ref w, 2 * Line), y2);
            y3 = Vector512.FusedMultiplyAdd(v, Vector512.LoadUnsafe(ref w, 3 * Line), y3);
            w = ref Unsafe.Add(ref w, Block);
        }

        ref float target = ref MemoryMarshal.GetReference(y.Slice(at, Block));
        y0.StoreUnsafe(ref target);
        y1.StoreUnsafe(ref target, Line);
        y2.StoreUnsafe(ref target, 2 * Line);
        y3.StoreUnsafe(ref target, 3 * Line);
    }

    private void OneVector(ReadOnlySpan<float> x, int at, Span<float> y)
    {
        ref float w = ref _weights[at * _inputs];
        // Four sums, so that one addition need not wait for the other.
        Vector512<float> y0 = Vector512.LoadUnsafe(ref _bias[at]), y1 = default, y2 = default, y3 = default;
        int i = 0;
        for (; i + 4 <= x.Length; i += 4)
        {
            y0 = Vector512.FusedMultiplyAdd(Vector512.Create(x[i]), Vector512.LoadUnsafe(ref w), y0);
            y1 = Vector512.FusedMultiplyAdd(Vector512.Create(x[i + 1]), Vector512.LoadUnsafe(ref w, Line), y1);
            y2 = Vector512.FusedMultiplyAdd(Vector512.Create(x[i + 2]), Vector512.LoadUnsafe(ref w, 2 * Line), y2);
            y3 = Vector512.FusedMultiplyAdd(Vector512.Create(x[i + 3]), Vector512.LoadUnsafe(ref w, 3 * Line), y3);
            w = ref Unsafe.Add(ref w, 4 * Line);
        }

        for (; i < x.Length; i++)
        {
            y0 = Vector512.FusedMultiplyAdd(Vector512.Create(x[i]), Vector512.LoadUnsafe(ref w), y0);
            w = ref Unsafe.Add(ref w, Line);
        }

        (y0 + y1 + (y2 + y3)).StoreUnsafe(ref MemoryMarshal.GetReference(y.Slice(at, Line)));
    }

    private float[] Columns(float[] weight)
    {
        float[] columns = new float[weight.Length];
        for (int i = 0; i < _inputs; i++)
        {
            for (int j = 0; j < _outputs; j++)
                columns[(j * _inputs) + i] = weight[(i * _outputs) + j];
        }

        return columns;
    }

    private float[] Blocks(float[] weight)
    {
        float[] blocks = new float[_inputs * Padded(_outputs)];
        for (int at = 0; at < Padded(_outputs);)
        {
            int width = at + Block <= Padded(_outputs) ? Block : Line, there = Math.Min(width, _outputs - at);
            for (int i = 0; i < _inputs; i++)
                weight.AsSpan((i * _outputs) + at, there).CopyTo(blocks.AsSpan((at * _inputs) + (i * width)));
            at += width;
        }

        return blocks;
    }
}
