using Weir.Data;
using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>
/// How much a linear map of the inputs can tell of the targets: the least-squares fit of one half of some hundred samples, scored on the
/// other half, with the best of a few ridges: with nearly as many features as samples, one that is too small fits noise. Where it gets
/// nearly all, functions between layers are of no use.
/// </summary>
internal static class LinearProbe
{
    private const int Most = 1000;
    private const int Least = 40;
    private const int MostFeatures = 128;
    private static readonly double[] s_ridges = [1e-3, 0.03, 1];

    /// <summary>
    /// The share of what guessing leaves that is got right; null for few samples, for many features, for tokens, and for targets of each
    /// place of a sequence.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <param name="cancel">Gives it up.</param>
    public static double? Skill(Dataset data, long seed, CancellationToken cancel = default)
    {
        int width = data.SampleSize;
        if (data.Tokens is not null || width > MostFeatures || data.Count < Least || data.Targets.Positions > 1)
            return null;
        int[] order = [.. Enumerable.Range(0, data.Count)];
        RandomStream.For(seed, "linear-probe").Shuffle<int>(order);
        Dataset chosen = data.Select(order.AsSpan(0, Math.Min(Most, order.Length)));
        FeatureMoments moments = FeatureMoments.Of(chosen, cancel);
        int half = chosen.Count / 2, size = width + 1;
        double[][] rows = new double[chosen.Count][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[size];
            rows[i][width] = 1;
            for (int j = 0; j < width; j++)
                rows[i][j] = moments.IsConstant(j) ? 0 : (chosen.Sample(i)[j] - moments.Mean[j]) / moments.Deviation[j];
            if (!rows[i].All(double.IsFinite))
                return null;
        }

        double[][] targets = Targets(chosen);
        return s_ridges.Max(ridge =>
        {
            cancel.ThrowIfCancellationRequested();
            double[][] weights = Solve(rows.AsSpan(0, half), targets.AsSpan(0, half), size, ridge);
            return chosen.Targets is ClassTargets classes ? Right(rows, classes, weights, half) : Fit(rows, targets, weights, half);
        });
    }

    private static double[][] Targets(Dataset data) => data.Targets switch
    {
        ClassTargets classes =>
            [.. classes.Labels.Select(label => Enumerable.Range(0, classes.Classes).Select(i => i == label ? 1.0 : 0).ToArray())],
        ValueTargets values => [.. Enumerable.Range(0, values.Count).Select(i => new double[] { values.Values[i * values.Width] })],
        _ => [],
    };

    private static double Right(double[][] rows, ClassTargets classes, double[][] weights, int half)
    {
        int right = 0, tested = rows.Length - half;
        int[] counts = new int[classes.Classes];
        for (int i = half; i < rows.Length; i++)
        {
            double[] outputs = [.. weights.Select(weight => Dot(weight, rows[i]))];
            right += Array.IndexOf(outputs, outputs.Max()) == classes.Labels[i] ? 1 : 0;
            counts[classes.Labels[i]]++;
        }

        double guessing = (double)counts.Max() / tested;
        return guessing >= 1 ? 0 : (((double)right / tested) - guessing) / (1 - guessing);
    }

    private static double Fit(double[][] rows, double[][] targets, double[][] weights, int half)
    {
        double mean = targets.Skip(half).Average(target => target[0]), errors = 0, squares = 0;
        for (int i = half; i < rows.Length; i++)
        {
            double error = Dot(weights[0], rows[i]) - targets[i][0], distance = targets[i][0] - mean;
            errors += error * error;
            squares += distance * distance;
        }

        return squares > 0 ? 1 - (errors / squares) : 0;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Weights for each target, by Cholesky's factors of the normal equations.</summary>
    private static double[][] Solve(ReadOnlySpan<double[]> rows, ReadOnlySpan<double[]> targets, int size, double ridge)
    {
        double[][] matrix = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        int outputs = targets[0].Length;
        double[][] sums = [.. Enumerable.Range(0, size).Select(_ => new double[outputs])];
        for (int n = 0; n < rows.Length; n++)
        {
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                    matrix[i][j] += rows[n][i] * rows[n][j];
                for (int k = 0; k < outputs; k++)
                    sums[i][k] += rows[n][i] * targets[n][k];
            }
        }

        for (int i = 0; i < size; i++)
        {
            matrix[i][i] += ridge * rows.Length;
            for (int j = 0; j <= i; j++)
            {
                double value = matrix[i][j];
                for (int k = 0; k < j; k++)
                    value -= matrix[i][k] * matrix[j][k];
                matrix[i][j] = i == j ? Math.Sqrt(value) : value / matrix[j][j];
            }
        }

        double[][] weights = new double[outputs][];
        for (int k = 0; k < outputs; k++)
        {
            double[] weight = weights[k] = new double[size];
            for (int i = 0; i < size; i++)
            {
                double value = sums[i][k];
                for (int j = 0; j < i; j++)
                    value -= matrix[i][j] * weight[j];
                weight[i] = value / matrix[i][i];
            }

            for (int i = size - 1; i >= 0; i--)
            {
                double value = weight[i];
                for (int j = i + 1; j < size; j++)
                    value -= matrix[j][i] * weight[j];
                weight[i] = value / matrix[i][i];
            }
        }

        return weights;
    }
}
