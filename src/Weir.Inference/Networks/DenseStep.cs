using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Inference;

/// <summary>
/// f(x·W + b) for one row. Weights lie in the order in which they are read: eight vectors of outputs, input by input, and then single
/// vectors. Layers of a few outputs are dot products instead.
/// </summary>
internal sealed class DenseStep : RowStep
{
    // As many sums as a processor's two units for products keep busy.
    private static readonly int s_block = 8 * Vector<float>.Count;

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

    /// <summary>The step of a layer; null where a function behind it is put together of several operations.</summary>
    /// <param name="linear">The layer.</param>
    public static DenseStep? Of(Linear linear) => linear.Activation is { Operation: null } ? null
        : new DenseStep(linear.Weight.Value.ToArray(), linear.Bias?.Value.ToArray(), linear.Weight.Shape[0], linear.Weight.Shape[1],
            linear.Activation?.Operation, linear.Activation?.Parameter ?? 0);

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
            for (; at + s_block <= y.Length; at += s_block)
                EightVectors(x, at, y);
            for (; at < y.Length; at += Vector<float>.Count)
                OneVector(x, at, y);
        }

        _function?.ApplyTo(y, _parameter);
    }

    private void EightVectors(ReadOnlySpan<float> x, int at, Span<float> y)
    {
        int lanes = Vector<float>.Count;
        ref float w = ref _weights[at * _inputs];
        ReadOnlySpan<float> bias = _bias.AsSpan(at);
        Vector<float> y0 = new(bias), y1 = new(bias[lanes..]), y2 = new(bias[(2 * lanes)..]), y3 = new(bias[(3 * lanes)..]);
        Vector<float> y4 = new(bias[(4 * lanes)..]), y5 = new(bias[(5 * lanes)..]), y6 = new(bias[(6 * lanes)..]),
            y7 = new(bias[(7 * lanes)..]);
        for (int i = 0; i < x.Length; i++)
        {
            Vector<float> v = new(x[i]);
            y0 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w), y0);
            y1 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)lanes), y1);
            y2 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(2 * lanes)), y2);
            y3 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(3 * lanes)), y3);
            y4 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(4 * lanes)), y4);
            y5 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(5 * lanes)), y5);
            y6 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(6 * lanes)), y6);
            y7 = Vector.FusedMultiplyAdd(v, Vector.LoadUnsafe(ref w, (nuint)(7 * lanes)), y7);
            w = ref Unsafe.Add(ref w, 8 * lanes);
        }

        Span<float> target = y.Slice(at, 8 * lanes);
        y0.CopyTo(target);
        y1.CopyTo(target[lanes..]);
        y2.CopyTo(target[(2 * lanes)..]);
        y3.CopyTo(target[(3 * lanes)..]);
        y4.CopyTo(target[(4 * lanes)..]);
        y5.CopyTo(target[(5 * lanes)..]);
        y6.CopyTo(target[(6 * lanes)..]);
        y7.CopyTo(target[(7 * lanes)..]);
    }

    private void OneVector(ReadOnlySpan<float> x, int at, Span<float> y)
    {
        int lanes = Vector<float>.Count;
        ref float w = ref _weights[at * _inputs];
        // Four sums, so that one addition need not wait for the other.
        Vector<float> y0 = new(_bias.AsSpan(at)), y1 = default, y2 = default, y3 = default;
        int i = 0;
        for (; i + 4 <= x.Length; i += 4)
        {
            y0 = Vector.FusedMultiplyAdd(new Vector<float>(x[i]), Vector.LoadUnsafe(ref w), y0);
            y1 = Vector.FusedMultiplyAdd(new Vector<float>(x[i + 1]), Vector.LoadUnsafe(ref w, (nuint)lanes), y1);
            y2 = Vector.FusedMultiplyAdd(new Vector<float>(x[i + 2]), Vector.LoadUnsafe(ref w, (nuint)(2 * lanes)), y2);
            y3 = Vector.FusedMultiplyAdd(new Vector<float>(x[i + 3]), Vector.LoadUnsafe(ref w, (nuint)(3 * lanes)), y3);
            w = ref Unsafe.Add(ref w, 4 * lanes);
        }

        for (; i < x.Length; i++)
        {
            y0 = Vector.FusedMultiplyAdd(new Vector<float>(x[i]), Vector.LoadUnsafe(ref w), y0);
            w = ref Unsafe.Add(ref w, lanes);
        }

        (y0 + y1 + (y2 + y3)).CopyTo(y[at..]);
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
            int width = at + s_block <= Padded(_outputs) ? s_block : Vector<float>.Count, there = Math.Min(width, _outputs - at);
            for (int i = 0; i < _inputs && there > 0; i++)
                weight.AsSpan((i * _outputs) + at, there).CopyTo(blocks.AsSpan((at * _inputs) + (i * width)));
            at += width;
        }

        return blocks;
    }
}
