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
    public static FeatureMoments Of(Dataset dataset) =>
        Of(dataset.Inputs, dataset.SampleSize, dataset.Count, dataset.Stride, dataset.Starts);

    /// <summary>Gathers the moments.</summary>
    /// <param name="samples">Rows of <paramref name="features"/> numbers, one after the other.</param>
    /// <param name="features">The length of a row.</param>
    public static FeatureMoments Of(ReadOnlySpan<float> samples, int features) =>
        Of(samples, features, samples.Length / features, features, starts: null);

    private static FeatureMoments Of(ReadOnlySpan<float> samples, int features, int rows, int stride, int[]? starts)
    {
        var moments = new FeatureMoments(features);
        long[] count = moments.Count;
        double[] mean = moments.Mean;
        double[] deviation = moments.Deviation;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> row = samples.Slice(starts?[i] ?? (i * stride), features);
            for (int feature = 0; feature < features; feature++)
            {
                float x = row[feature];
                if (!float.IsFinite(x))
                    continue;
                count[feature]++;
                mean[feature] += x;
                moments.Minimum[feature] = Math.Min(moments.Minimum[feature], x);
                moments.Maximum[feature] = Math.Max(moments.Maximum[feature], x);
            }
        }

        for (int feature = 0; feature < features; feature++)
            mean[feature] /= Math.Max(1, count[feature]);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> row = samples.Slice(starts?[i] ?? (i * stride), features);
            for (int feature = 0; feature < features; feature++)
            {
                double distance = row[feature] - mean[feature];
                if (double.IsFinite(distance))
                    deviation[feature] += distance * distance;
            }
        }

        for (int feature = 0; feature < features; feature++)
            deviation[feature] = moments.IsConstant(feature) ? 0 : Math.Sqrt(deviation[feature] / Math.Max(1, count[feature]));
        return moments;
    }
}
