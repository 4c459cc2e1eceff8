using System.Numerics.Tensors;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow;

/// <summary>
/// Compares a parameter's gradient with that of the sample before, on a few blocks that stay the same. Whole gradients of
/// wide layers are never worked out for it.
/// </summary>
internal sealed class GradientProbe : IParameterWatcher
{
    private readonly Parameter _parameter;
    private readonly GradientBlocks _blocks;
    private readonly int _entries;
    private readonly Watch<IParameterWatcher> _moves;
    private readonly Watch<GradientBlocks> _gradients;

    /// <summary>The entries of the sample before.</summary>
    private Storage _previous;

    /// <summary>Their norm; 0 where there is nothing to compare with.</summary>
    private double _previousNorm;
    private Histogram? _weight, _gradient;

    public GradientProbe(Parameter parameter, FlowOptions options)
    {
        _parameter = parameter;
        _entries = options.HistogramEntries;
        Shape shape = parameter.Shape;
        int width = shape.Rank == 0 ? 1 : shape[^1];
        _blocks = new GradientBlocks(Blocks(width == 0 ? 0 : shape.Size / width, width, options.CosineEntries));
        _previous = new Storage(Math.Max(1, _blocks.Size));
        _moves = parameter.WatchOf(this);
        _gradients = parameter.Value.WatchOf(_blocks);
    }

    /// <summary>How the entries are distributed, where that is asked for.</summary>
    public ParameterHistograms Histograms => new(_weight!, _gradient);

    /// <summary>What the optimizer's step saw.</summary>
    public UpdateMeasure Measure { get; private set; }

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
            (int)(run * GoldenRatio % 1 * (rows - length)), length,
                (int)(run * GoldenRatio % 1 * (width - columns)) / Storage.Line * Storage.Line, columns))];
    }

    /// <summary>The same entries by their numbers, row by row within a block, for gradients that other programs keep.</summary>
    internal static int[] EntriesCompared(int rows, int width, int entries) =>
    [
        .. Blocks(rows, width, entries).SelectMany(block => Enumerable.Range(block.Top, block.Rows)
            .SelectMany(row => Enumerable.Range((row * width) + block.Left, block.Columns))),
    ];

    /// <summary>The last sample's entries, for exact resume.</summary>
    public float[]? State
    {
        get => _previousNorm > 0 ? _previous.Span(_blocks.Size).ToArray() : null;
        set
        {
            _previousNorm = 0;
            if (value?.Length != _blocks.Size)
                return;
            value.CopyTo(_previous.Span(_blocks.Size));
            _previousNorm = Norm(_previous.Span(_blocks.Size));
        }
    }

    /// <summary>Begins a step: watches the parameter, and the blocks of its gradient.</summary>
    public void Begin(bool histograms)
    {
        Measure = default;
        _weight = histograms ? Histogram.Of(_parameter.Value.Node.Storage.Span(_parameter.Shape.Size), _entries) : null;
        _gradient = null;
        _blocks.IsFilled = false;
        _moves.Begin();
        if (_blocks.Size > 0)
            _gradients.Begin();
    }

    /// <summary>Ends the watches.</summary>
    public void EndWatches()
    {
        _moves.Dispose();
        _gradients.Dispose();
    }

    void IParameterWatcher.OnUpdate(Parameter parameter, in UpdateMeasure measure)
    {
        Measure = measure;
        if (_weight is not null && _blocks.IsFilled)
            _gradient = Histogram.Of(_blocks.Target.Span(_blocks.Size));
    }

    /// <summary>The cosine with the sample before, which this one then replaces; after the parameter has moved.</summary>
    public double? End()
    {
        double before = _previousNorm;
        _previousNorm = 0;
        if (!_blocks.IsFilled)
            return null;
        Span<float> entries = _blocks.Target.Span(_blocks.Size);
        _previousNorm = Norm(entries);
        if (_previousNorm == 0)
            return null;
        double? cosine = before > 0 ? TensorPrimitives.Dot<float>(entries, _previous.Span(_blocks.Size)) / (before * _previousNorm) : null;
        (_blocks.Target, _previous) = (_previous, _blocks.Target);
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
