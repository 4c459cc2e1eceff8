using System.Numerics.Tensors;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow;

/// <summary>
/// Compares a parameter's gradient with that of the sample before, on a few blocks that stay the same. Whole gradients of
/// wide layers are never worked out for it.
/// </summary>
internal sealed class GradientProbe
{
    private readonly Node _leaf;
    private readonly MatrixBlock[] _blocks;
    private readonly int _width;
    private readonly int _length;

    /// <summary>The entries of this sample and of the one before; they change places.</summary>
    private Storage _current, _previous;

    /// <summary>The norm of the entries of the sample before; 0 where there is none to compare with.</summary>
    private double _previousNorm;

    public GradientProbe(Parameter parameter, int entries)
    {
        Shape shape = parameter.Shape;
        _leaf = parameter.Value.Node;
        _width = shape.Rank == 0 ? 1 : shape[^1];
        _blocks = Blocks(_width == 0 ? 0 : shape.Size / _width, _width, entries);
        _length = _blocks.Sum(block => block.Size);
        _current = new Storage(Math.Max(1, _length));
        _previous = new Storage(Math.Max(1, _length));
    }

    /// <summary>
    /// Which entries: runs of neighbouring rows, which share the cache lines of the layer's input, spread by the golden ratio, so that
    /// they do not keep step with the rows of an image; of wide rows a stretch, another one in each run.
    /// </summary>
    private static MatrixBlock[] Blocks(int rows, int width, int entries)
    {
        const int Longest = 8;
        const double GoldenRatio = 0.6180339887498949;
        // At least four rows: one alone may belong to an input that is always 0.
        int count = Math.Min(rows, Math.Max(4, entries / Math.Max(1, width)));
        if (count == rows)
            return [new(0, rows, 0, width)];
        int columns = Math.Min(width, Math.Max(entries / count, 1));
        int length = Math.Min(Longest, (count + 1) / 2), runs = count / length;
        return [.. Enumerable.Range(1, runs).Select(run => new MatrixBlock(
            (int)(run * GoldenRatio % 1 * (rows - length)), length, (int)(run * GoldenRatio % 1 * (width - columns)) / Storage.Line * Storage.Line, columns))];
    }

    /// <summary>The last sample's entries, for exact resume.</summary>
    public float[]? State
    {
        get => _previousNorm > 0 ? _previous.Span(_length).ToArray() : null;
        set
        {
            _previousNorm = 0;
            if (value?.Length != _length)
                return;
            value.CopyTo(_previous.Span(_length));
            _previousNorm = Norm(_previous.Span(_length));
        }
    }

    /// <summary>The cosine with the sample before, which this one then replaces.</summary>
    public double? Next(Tape tape)
    {
        double before = _previousNorm;
        _previousNorm = 0;
        if (_length == 0 || (_leaf.Gradient is null && _leaf.Pending is null))
            return null;
        int at = 0;
        foreach (MatrixBlock block in _blocks)
        {
            tape.GradientBlock(_leaf, block, _width, _current, at);
            at += block.Size;
        }

        Span<float> entries = _current.Span(_length);
        _previousNorm = Norm(entries);
        if (_previousNorm == 0)
            return null;
        double? cosine = before > 0 ? TensorPrimitives.Dot<float>(entries, _previous.Span(_length)) / (before * _previousNorm) : null;
        (_current, _previous) = (_previous, _current);
        return cosine is { } value ? Math.Clamp(value, -1, 1) : null;
    }

    /// <summary>
    /// The norm, after bringing entries whose squares leave float32's range back into it; 0 where there is nothing to
    /// compare: all 0, or not all numbers.
    /// </summary>
    private static double Norm(Span<float> entries)
    {
        float squares = TensorPrimitives.Dot<float>(entries, entries);
        if (squares is > 1e-25f and < 1e25f)
            return Math.Sqrt(squares);
        float largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(entries));
        if (largest == 0 || !float.IsFinite(largest))
            return 0;
        TensorPrimitives.Divide(entries, largest, entries);
        return Math.Sqrt(TensorPrimitives.Dot<float>(entries, entries));
    }
}
