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
    private readonly int _rows;
    private readonly int _width;
    private readonly GradientWatch _watch;

    /// <summary>The entries of the sample before.</summary>
    private Storage _previous;

    /// <summary>Their norm; 0 where there is nothing to compare with.</summary>
    private double _previousNorm;

    public GradientProbe(Parameter parameter, int entries)
    {
        Shape shape = parameter.Shape;
        _leaf = parameter.Value.Node;
        _width = shape.Rank == 0 ? 1 : shape[^1];
        _rows = _width == 0 ? 0 : shape.Size / _width;
        _watch = new GradientWatch(Blocks(_rows, _width, entries));
        _previous = new Storage(Math.Max(1, _watch.Size));
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
        get => _previousNorm > 0 ? _previous.Span(_watch.Size).ToArray() : null;
        set
        {
            _previousNorm = 0;
            if (value?.Length != _watch.Size)
                return;
            value.CopyTo(_previous.Span(_watch.Size));
            _previousNorm = Norm(_previous.Span(_watch.Size));
        }
    }

    /// <summary>Looks at the gradient, which has arrived, before the parameter moves.</summary>
    public void Begin()
    {
        _watch.IsFilled = false;
        if (_watch.Size > 0 && (_leaf.Gradient is not null || _leaf.Pending is not null))
            Tape.WatchGradient(_leaf, _rows, _width, _watch);
    }

    /// <summary>The cosine with the sample before, which this one then replaces; after the parameter has moved.</summary>
    public double? End()
    {
        double before = _previousNorm;
        _previousNorm = 0;
        if (!_watch.IsFilled)
            return null;
        Span<float> entries = _watch.Target.Span(_watch.Size);
        _previousNorm = Norm(entries);
        if (_previousNorm == 0)
            return null;
        double? cosine = before > 0 ? TensorPrimitives.Dot<float>(entries, _previous.Span(_watch.Size)) / (before * _previousNorm) : null;
        (_watch.Target, _previous) = (_previous, _watch.Target);
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
