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

    /// <summary>Makes room for batches of a set.</summary>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="capacity">The largest number of samples.</param>
    internal Batch(Dataset dataset, int capacity)
    {
        _dataset = dataset;
        _sampleSize = dataset.SampleSize;
        _width = (dataset.Targets as ValueTargets)?.Width ?? 0;
        InputBuffer = new float[capacity * _sampleSize];
        LabelBuffer = dataset.Targets is ClassTargets ? new int[capacity] : [];
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

    /// <summary>The samples, row-major.</summary>
    public ReadOnlySpan<float> Inputs => InputBuffer.AsSpan(0, Count * _sampleSize);

    /// <summary>The class of each sample; empty for value targets.</summary>
    public ReadOnlySpan<int> Labels => LabelBuffer.AsSpan(0, Math.Min(Count, LabelBuffer.Length));

    /// <summary>The target row of each sample; empty for class targets.</summary>
    public ReadOnlySpan<float> Values => ValueBuffer.AsSpan(0, Count * _width);

    /// <summary>Numbers per target row; 0 for class targets.</summary>
    public int ValueWidth => _width;

    /// <summary>The array behind <see cref="Inputs"/>, at least as long.</summary>
    public float[] InputBuffer { get; }

    /// <summary>The array behind <see cref="Labels"/>, at least as long.</summary>
    public int[] LabelBuffer { get; }

    /// <summary>The array behind <see cref="Values"/>, at least as long.</summary>
    public float[] ValueBuffer { get; }

    /// <summary>Copies samples in.</summary>
    /// <param name="indices">Which samples, at most as many as there is room for.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="index">The number within the epoch.</param>
    internal void Fill(ReadOnlySpan<int> indices, long epoch, int index)
    {
        Begin(indices.Length, epoch, index);
        for (int i = 0; i < indices.Length; i++)
            _dataset.Inputs.AsSpan(indices[i] * _sampleSize, _sampleSize).CopyTo(InputBuffer.AsSpan(i * _sampleSize));
        if (_dataset.Targets is ClassTargets classes)
        {
            for (int i = 0; i < indices.Length; i++)
                LabelBuffer[i] = classes.Labels[indices[i]];
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
        Begin(count, 0, index);
        _dataset.Inputs.AsSpan(start * _sampleSize, count * _sampleSize).CopyTo(InputBuffer);
        if (_dataset.Targets is ClassTargets classes)
            classes.Labels.AsSpan(start, count).CopyTo(LabelBuffer);
        else if (_dataset.Targets is ValueTargets values)
            values.Values.AsSpan(start * _width, count * _width).CopyTo(ValueBuffer);
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
    }
}
