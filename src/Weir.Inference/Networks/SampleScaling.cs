using System.Numerics.Tensors;
using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// What is done to samples before they go into the network: gaps filled, numbers scaled. Means and scales lie entry by entry.
/// </summary>
internal sealed class SampleScaling
{
    private readonly float[]? _fill;
    private readonly float[]? _mean, _scale;

    /// <summary>Prepares it.</summary>
    public SampleScaling(InputSignature input, Standardizer standardizer)
    {
        int size = input.SampleShape.Size;
        if (input.Table is { } table && table.Columns.Any(column => column.Fill is not null))
        {
            _fill = new float[size];
            Array.Fill(_fill, float.NaN);
            table.FillGaps(_fill);
        }

        if (standardizer.Kind == Standardization.None)
            return;
        (_mean, _scale) = (new float[size], new float[size]);
        for (int i = 0; i < size; i++)
            (_mean[i], _scale[i]) = (standardizer.Mean[i % standardizer.Mean.Length], standardizer.Scale[i % standardizer.Scale.Length]);
    }

    /// <summary>Brings samples to the form that the network takes.</summary>
    /// <param name="samples">Samples one after the other.</param>
    /// <param name="target">As many numbers.</param>
    public void Apply(ReadOnlySpan<float> samples, Span<float> target)
    {
        if (_fill is null && _mean is null)
        {
            samples.CopyTo(target);
            return;
        }

        int size = (_fill ?? _mean)!.Length;
        for (int start = 0; start < samples.Length; start += size)
        {
            Span<float> row = target.Slice(start, size);
            samples.Slice(start, size).CopyTo(row);
            for (int i = 0; i < row.Length && _fill is not null; i++)
                row[i] = float.IsNaN(row[i]) ? _fill[i] : row[i];
            if (_mean is null)
                continue;
            TensorPrimitives.Subtract(row, _mean, row);
            TensorPrimitives.Divide(row, _scale, row);
        }
    }
}
