using System.Numerics.Tensors;

namespace Weir.Data;

/// <summary>
/// Mean, deviation and range of each feature over its finite entries, in float64 and two passes, so that a large offset
/// does not eat the deviation.
/// </summary>
internal sealed class FeatureMoments
{
    private FeatureMoments(int features)
    {
        Count = new long[features];
        Mean = new double[features];
        Deviation = new double[features];
        Minimum = new float[features];
        Maximum = new float[features];
        Array.Fill(Minimum, float.PositiveInfinity);
        Array.Fill(Maximum, float.NegativeInfinity);
    }

    public int Features => Mean.Length;

    /// <summary>Finite entries of each feature.</summary>
    public long[] Count { get; }

    public double[] Mean { get; }

    /// <summary>The root of the mean squared distance from the mean (divided by the count, not by one less).</summary>
    public double[] Deviation { get; }

    public float[] Minimum { get; }

    public float[] Maximum { get; }

    /// <summary>Whether a feature has the same value in every sample, or no finite value at all.</summary>
    public bool IsConstant(int feature) => !(Maximum[feature] > Minimum[feature]);

    /// <summary>Gathers the moments of the entries of a sample.</summary>
    public static FeatureMoments Of(Dataset dataset, CancellationToken cancel = default) =>
        Of(dataset.Inputs, dataset.SampleSize, dataset.Count, dataset.Stride, dataset.Starts, cancel);

    /// <summary>Gathers the moments.</summary>
    /// <param name="samples">Rows of <paramref name="features"/> numbers, one after the other.</param>
    /// <param name="features">The length of a row.</param>
    /// <param name="cancel">Gives it up. Default: it goes on to its end.</param>
    public static FeatureMoments Of(ReadOnlySpan<float> samples, int features, CancellationToken cancel = default) =>
        Of(samples, features, samples.Length / features, features, starts: null, cancel);

    private static FeatureMoments Of(ReadOnlySpan<float> samples, int features, int rows, int stride, int[]? starts,
        CancellationToken cancel = default)
    {
        var moments = new FeatureMoments(features);
        double[] exact = new double[features];
        long whole = 0;
        for (int i = 0; i < rows; i++)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<float> row = samples.Slice(starts?[i] ?? (i * stride), features);
            if (TensorPrimitives.IsFiniteAll(row))
            {
                whole++;
                moments.AddRow(row, exact);
            }
            else
            {
                moments.AddFinite(row);
            }
        }

        for (int feature = 0; feature < features; feature++)
            moments.Mean[feature] /= Math.Max(1, moments.Count[feature] += whole);
        for (int i = 0; i < rows; i++)
        {
            cancel.ThrowIfCancellationRequested();
            moments.AddDistances(samples.Slice(starts?[i] ?? (i * stride), features), exact);
        }

        for (int feature = 0; feature < features; feature++)
        {
            moments.Deviation[feature] = moments.IsConstant(feature) ? 0
                : Math.Sqrt(moments.Deviation[feature] / Math.Max(1, moments.Count[feature]));
        }

        return moments;
    }

    /// <summary>Takes in a row of finite entries, many at a time; its count is the caller's.</summary>
    private void AddRow(ReadOnlySpan<float> row, double[] exact)
    {
        TensorPrimitives.ConvertTruncating<float, double>(row, exact);
        TensorPrimitives.Add(Mean, exact, Mean);
        TensorPrimitives.Min(Minimum, row, Minimum);
        TensorPrimitives.Max(Maximum, row, Maximum);
    }

    private void AddFinite(ReadOnlySpan<float> row)
    {
        for (int feature = 0; feature < row.Length; feature++)
        {
            float x = row[feature];
            if (!float.IsFinite(x))
                continue;
            Count[feature]++;
            Mean[feature] += x;
            Minimum[feature] = Math.Min(Minimum[feature], x);
            Maximum[feature] = Math.Max(Maximum[feature], x);
        }
    }

    private void AddDistances(ReadOnlySpan<float> row, double[] distances)
    {
        TensorPrimitives.ConvertTruncating<float, double>(row, distances);
        TensorPrimitives.Subtract(distances, Mean, distances);
        if (TensorPrimitives.IsFiniteAll<double>(distances))
        {
            TensorPrimitives.MultiplyAdd(distances, distances, Deviation, Deviation);
            return;
        }

        for (int feature = 0; feature < distances.Length; feature++)
        {
            if (double.IsFinite(distances[feature]))
                Deviation[feature] += distances[feature] * distances[feature];
        }
    }
}
