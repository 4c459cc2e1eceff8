using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Samples for one step. The object and its buffers are recycled: what it holds is valid until the next batch is asked for.
/// </summary>
public sealed class Batch
{
    private readonly Dataset _dataset;
    private readonly int _sampleSize;
    private readonly int _width;
    private readonly int _positions;
    private readonly int _classes;
    private readonly int[] _samples;
    private float[] _shares = [];
    private bool _hasShares;

    /// <summary>Makes room for batches of a set.</summary>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="capacity">The largest number of samples.</param>
    internal Batch(Dataset dataset, int capacity)
    {
        _dataset = dataset;
        _sampleSize = dataset.SampleSize;
        _width = (dataset.Targets as ValueTargets)?.Width ?? 0;
        (_classes, _positions) = dataset.Targets is ClassTargets classes ? (classes.Classes, classes.Positions) : (0, 0);
        _samples = new int[capacity];
        InputBuffer = new float[capacity * _sampleSize];
        LabelBuffer = new int[capacity * _positions];
        ValueBuffer = new float[capacity * _width];
    }

    /// <summary>The number of samples; the last batch of an epoch may have fewer than the others.</summary>
    public int Count { get; private set; }

    /// <summary>The shape of <see cref="Inputs"/>: (<see cref="Count"/>, …the shape of one sample).</summary>
    public Shape InputShape { get; private set; }

    /// <summary>The epoch that the batch belongs to, from 0.</summary>
    public long Epoch { get; private set; }

    /// <summary>The number of the batch within its epoch, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>The number of each sample in its set.</summary>
    public ReadOnlySpan<int> Samples => _samples.AsSpan(0, Count);

    /// <summary>The samples, row-major.</summary>
    public ReadOnlySpan<float> Inputs => InputBuffer.AsSpan(0, Count * _sampleSize);

    /// <summary>
    /// The class of each sample, or of each position, sample after sample; empty for value targets. Where samples are mixed it is the class
    /// of the largest share.
    /// </summary>
    public ReadOnlySpan<int> Labels => LabelBuffer.AsSpan(0, Count * _positions);

    /// <summary>
    /// Labels of one sample: 1, or the length of a sequence whose positions have targets of their own; 0 for value targets.
    /// </summary>
    public int Positions => _positions;

    /// <summary>The target row of each sample; empty for class targets.</summary>
    public ReadOnlySpan<float> Values => ValueBuffer.AsSpan(0, Count * _width);

    /// <summary>Whether positions are the pixels of an image.</summary>
    internal bool IsOfPixels => _dataset.Targets is ClassTargets { Grid: not null };

    /// <summary>Numbers per target row; 0 for class targets.</summary>
    public int ValueWidth => _width;

    /// <summary>The number of classes; 0 for value targets.</summary>
    public int Classes => _classes;

    /// <summary>
    /// The share of each class in each sample (<see cref="Count"/> × <see cref="Classes"/>, rows that sum to 1) where a transform has mixed
    /// samples and called <see cref="Share"/>; empty where each sample is of one class, that of <see cref="Labels"/>.
    /// </summary>
    public ReadOnlySpan<float> Shares => _hasShares ? _shares.AsSpan(0, Count * _classes) : [];

    /// <summary>The array behind <see cref="Inputs"/>, at least as long.</summary>
    public float[] InputBuffer { get; }

    /// <summary>The array behind <see cref="Labels"/>, at least as long.</summary>
    public int[] LabelBuffer { get; }

    /// <summary>The array behind <see cref="Values"/>, at least as long.</summary>
    public float[] ValueBuffer { get; }

    /// <summary>Gives the batch shares of classes to write to; each sample begins as wholly of its own class.</summary>
    /// <returns>The rows of <see cref="Shares"/>.</returns>
    /// <exception cref="DataException">The targets are values, or classes of positions.</exception>
    public Span<float> Share()
    {
        if (_positions != 1)
            throw new DataException($"{_dataset.Name}: shares of classes need one class a sample; its targets are "
                + $"{(_positions == 0 ? "values" : "classes of positions")}");
        if (_shares.Length == 0)
            _shares = new float[LabelBuffer.Length * _classes];
        Span<float> rows = _shares.AsSpan(0, Count * _classes);
        if (_hasShares)
            return rows;
        rows.Clear();
        for (int i = 0; i < Count; i++)
            rows[(i * _classes) + LabelBuffer[i]] = 1;
        _hasShares = true;
        return rows;
    }

    /// <summary>Copies samples in.</summary>
    /// <param name="indices">Which samples, at most as many as there is room for.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="index">The number within the epoch.</param>
    internal void Fill(ReadOnlySpan<int> indices, long epoch, int index)
    {
        Begin(indices.Length, epoch, index);
        indices.CopyTo(_samples);
        for (int i = 0; i < indices.Length; i++)
            _dataset.Sample(indices[i]).CopyTo(InputBuffer.AsSpan(i * _sampleSize));
        if (_dataset.Targets is ClassTargets classes)
        {
            for (int i = 0; i < indices.Length; i++)
                classes.Of(indices[i]).CopyTo(LabelBuffer.AsSpan(i * _positions));
        }
        else if (_dataset.Targets is ValueTargets values)
        {
            for (int i = 0; i < indices.Length; i++)
                values.Values.AsSpan(indices[i] * _width, _width).CopyTo(ValueBuffer.AsSpan(i * _width));
        }
    }

    /// <summary>Copies a run of samples in.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many, at most as many as there is room for.</param>
    /// <param name="index">The number of the batch.</param>
    internal void FillRun(int start, int count, int index)
    {
        Span<int> run = _samples.AsSpan(0, count);
        for (int i = 0; i < count; i++)
            run[i] = start + i;
        Fill(run, 0, index);
    }

    private void Begin(int count, long epoch, int index)
    {
        if (count != Count)
        {
            Count = count;
            InputShape = _dataset.InputShape.Prepend(count);
        }

        Epoch = epoch;
        Index = index;
        _hasShares = false;
    }
}
