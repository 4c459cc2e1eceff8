using System.Numerics.Tensors;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow;

/// <summary>
/// Compares a parameter's gradient with that of the sample before, on a few rows that stay the same. Whole gradients of
/// wide layers are never worked out for it.
/// </summary>
internal sealed class GradientProbe
{
    private readonly Node _leaf;
    private readonly (int Start, int Count)[] _runs;
    private readonly int _width;
    private readonly Storage _storage;
    private readonly float[] _previous;
    private bool _hasPrevious;

    public GradientProbe(Parameter parameter, int entries)
    {
        Shape shape = parameter.Shape;
        _leaf = parameter.Value.Node;
        _width = shape.Rank == 0 ? 1 : shape[^1];
        int rows = _width == 0 ? 0 : shape.Size / _width;
        // At least four rows: one alone may belong to an input that is always 0.
        int count = Math.Min(rows, Math.Max(4, entries / Math.Max(1, _width)));
        _runs = Runs(rows, count);
        int chosen = _runs.Sum(run => run.Count);
        _storage = new Storage(Math.Max(1, chosen * _width));
        _previous = new float[chosen * _width];
    }

    /// <summary>
    /// Which rows: runs of neighbours, which share the cache lines of the layer's input, spread by the golden ratio, so that
    /// they do not keep step with the rows of an image.
    /// </summary>
    private static (int Start, int Count)[] Runs(int rows, int count)
    {
        const int Longest = 8;
        const double GoldenRatio = 0.6180339887498949;
        if (count == rows)
            return [(0, rows)];
        int length = Math.Min(Longest, (count + 1) / 2), runs = count / length;
        return [.. Enumerable.Range(1, runs).Select(run => ((int)(run * GoldenRatio % 1 * (rows - length)), length))];
    }

    /// <summary>The last sample's entries, over their largest; for exact resume.</summary>
    public float[]? State
    {
        get => _hasPrevious ? [.. _previous] : null;
        set
        {
            _hasPrevious = value?.Length == _previous.Length;
            if (_hasPrevious)
                value!.CopyTo(_previous, 0);
        }
    }

    /// <summary>The cosine with the sample before, which this one then replaces.</summary>
    public double? Next(Tape tape)
    {
        Span<float> entries = _storage.Span(_previous.Length);
        if (entries.IsEmpty || (_leaf.Gradient is null && _leaf.Pending is null))
        {
            _hasPrevious = false;
            return null;
        }

        int at = 0;
        foreach ((int start, int count) in _runs)
        {
            tape.GradientRows(_leaf, start, count, _width, _storage, at);
            at += count * _width;
        }

        // Over the largest, so that squares of a vanishing gradient do not underflow.
        float largest = TensorPrimitives.MaxMagnitude(entries);
        if (largest == 0 || !float.IsFinite(largest))
        {
            _hasPrevious = false;
            return null;
        }

        TensorPrimitives.Divide(entries, MathF.Abs(largest), entries);
        double? cosine = _hasPrevious ? TensorPrimitives.CosineSimilarity(entries, _previous) : null;
        entries.CopyTo(_previous);
        _hasPrevious = true;
        return cosine;
    }
}
