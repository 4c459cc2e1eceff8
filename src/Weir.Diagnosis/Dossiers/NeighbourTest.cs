using System.Numerics.Tensors;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>
/// Whether targets depend on inputs at all, without a model: do near neighbours in the inputs share their targets more than they would if
/// targets were shuffled (a permutation test on the k-nearest-neighbour graph, after Schilling, 1986)? Where neighbours say nothing, as
/// with many irrelevant features, the single feature that goes best with the target is asked, and the product of two; of images both once
/// more by what holds wherever a thing stands (<see cref="ImageFeatures"/>). The mean and deviation of the shuffled case are estimated, so
/// that the statistic is Student's t; of several tests the largest is taken, and its chance counted as often as there are tests.
/// </summary>
internal static class NeighbourTest
{
    private const int Neighbours = 5;
    private const int Shuffles = 24;
    private const int Tests = 3;

    /// <summary>Deviations above chance that make further tests needless.</summary>
    private const double Enough = 3;

    /// <summary>Features of which all pairs are tried: their number grows with the square.</summary>
    private const int MostForPairs = 64;

    /// <summary>
    /// The score; null with fewer than 50 samples to compare, for targets that are all the same, and for those of each place of a sequence.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="most">How many are compared at most.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <param name="looks">How often the question is asked, with more samples each time.</param>
    /// <param name="cancel">Gives it up.</param>
    public static double? Score(Dataset data, int most, long seed, int looks = 1, CancellationToken cancel = default)
    {
        if (data.Targets.Positions > 1)
            return null;

        int[] chosen = Choose(data, most, seed);
        double[]? target = Target(data, chosen);
        if (chosen.Length < 50 || target is null)
            return null;
        bool classes = data.Targets is ClassTargets, images = data.InputShape.Rank == 3;
        RandomStream random = RandomStream.For(seed, "neighbours");
        int tests = images ? Tests + 2 : Tests;
        double largest = double.NegativeInfinity;
        foreach (double deviations in Each())
        {
            largest = Math.Max(largest, deviations);
            if (Honest(largest) > Enough)
                break;
        }

        return Honest(largest);

        IEnumerable<double> Each()
        {
            float[] rows = data.InputShape.Rank == 2 ? SequenceFeatures.Of(data, chosen) : Rows(data, chosen);
            int width = rows.Length / chosen.Length;
            Standardize(rows, width);
            yield return ByNeighbours(rows, width);
            yield return ByFeature(rows, width);
            // A single feature has no other to make a pair with.
            if (width is > 1 and <= MostForPairs)
                yield return ByFeature(Pairs(rows, width), width * (width - 1) / 2);
            if (!images)
                yield break;
            rows = ImageFeatures.Of(data, chosen, seed);
            width = rows.Length / chosen.Length;
            Standardize(rows, width);
            yield return ByNeighbours(rows, width);
            yield return ByFeature(rows, width);
        }

        double ByNeighbours(float[] rows, int width)
        {
            int[] near = Near(rows, chosen.Length, width, cancel);
            return Deviations(shuffled => classes ? Agreement(near, shuffled) : Product(near, shuffled), target, random, cancel);
        }

        double ByFeature(float[] rows, int width) =>
            Deviations(shuffled => LargestCorrelation(rows, width, shuffled), target, random, cancel);

        // A new shuffle's distance from the mean of the others has the deviation √(1 + 1/n).
        double Honest(double deviations) => Chance.Deviations(deviations / Math.Sqrt(1 + (1.0 / Shuffles)), Shuffles - 1, tests * looks);
    }

    private static float[] Pairs(float[] rows, int width)
    {
        int count = rows.Length / width, pairs = width * (width - 1) / 2;
        float[] products = new float[count * pairs];
        for (int i = 0, next = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = rows.AsSpan(i * width, width);
            for (int a = 0; a < width; a++)
            {
                for (int b = a + 1; b < width; b++)
                    products[next++] = row[a] * row[b];
            }
        }

        return products;
    }

    private static double Deviations(Func<double[], double> statistic, double[] target, RandomStream random, CancellationToken cancel)
    {
        double observed = statistic(target);
        double[] shuffled = [.. target];
        double sum = 0, squares = 0;
        for (int i = 0; i < Shuffles; i++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle<double>(shuffled);
            double value = statistic(shuffled);
            sum += value;
            squares += value * value;
        }

        double mean = sum / Shuffles;
        double deviation = Math.Sqrt(Math.Max(1e-18, (squares - (Shuffles * mean * mean)) / (Shuffles - 1)));
        return (observed - mean) / deviation;
    }

    private static int[] Choose(Dataset data, int most, long seed)
    {
        List<int> finite = [];
        int stride = Math.Max(1, data.Count / Math.Max(1, 2 * most));
        for (int i = 0; i < data.Count && finite.Count < 2 * most; i += stride)
        {
            if (TensorPrimitives.IsFiniteAll<float>(data.Sample(i)))
                finite.Add(i);
        }

        int[] all = [.. finite];
        RandomStream.For(seed, "neighbours").Shuffle<int>(all);
        return all[..Math.Min(most, all.Length)];
    }

    private static double[]? Target(Dataset data, int[] chosen)
    {
        double[] target = data.Targets switch
        {
            ClassTargets classes => Array.ConvertAll(chosen, i => (double)classes.Labels[i]),
            ValueTargets { Width: > 0 } values => Array.ConvertAll(chosen, i => (double)values.Values[i * values.Width]),
            _ => [],
        };
        if (target.Length == 0 || !target.All(double.IsFinite) || target.Max() <= target.Min())
            return null;
        if (data.Targets is ClassTargets)
            return target;
        // By their ranks, so that a few values far off do not drown what goes with all others (Spearman, 1904).
        double[] ranks = Ranks(target);
        double mean = ranks.Average();
        return Array.ConvertAll(ranks, value => value - mean);
    }

    /// <summary>The place of each value among all, from 0; values that are alike share the mean of theirs.</summary>
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && values[order[next]] == values[order[first]];)
                next++;
            foreach (int index in order.AsSpan(first, next - first))
                ranks[index] = (first + next - 1) / 2.0;
        }

        return ranks;
    }

    private static float[] Rows(Dataset data, int[] chosen)
    {
        int width = data.SampleSize;
        float[] rows = new float[chosen.Length * width];
        for (int i = 0; i < chosen.Length; i++)
            data.Sample(chosen[i]).CopyTo(rows.AsSpan(i * width));
        return rows;
    }

    /// <summary>Gives features mean 0 and deviation 1, so that no scale drowns the others.</summary>
    private static void Standardize(float[] rows, int width)
    {
        FeatureMoments moments = FeatureMoments.Of(rows, width);
        for (int i = 0; i < rows.Length; i++)
        {
            int feature = i % width;
            rows[i] = moments.IsConstant(feature) ? 0
                : (float)((rows[i] - moments.Mean[feature]) / Math.Max(1e-30, moments.Deviation[feature]));
        }
    }

    private static int[] Near(float[] rows, int count, int width, CancellationToken cancel)
    {
        float[] squares = new float[count];
        for (int i = 0; i < count; i++)
            squares[i] = TensorPrimitives.SumOfSquares<float>(rows.AsSpan(i * width, width));
        int[] near = new int[count * Neighbours];
        float[] best = new float[count * Neighbours];
        best.AsSpan().Fill(float.PositiveInfinity);
        for (int i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<float> row = rows.AsSpan(i * width, width);
            for (int j = 0; j < i; j++)
            {
                float distance = squares[i] + squares[j] - (2 * TensorPrimitives.Dot(row, rows.AsSpan(j * width, width)));
                Insert(near, best, i, j, distance);
                Insert(near, best, j, i, distance);
            }
        }

        return near;
    }

    /// <summary>Puts j among the nearest of i if it is one.</summary>
    private static void Insert(int[] near, float[] best, int i, int j, float distance)
    {
        int first = i * Neighbours, place = first + Neighbours - 1;
        if (!(distance < best[place]))
            return;
        for (; place > first && distance < best[place - 1]; place--)
        {
            best[place] = best[place - 1];
            near[place] = near[place - 1];
        }

        best[place] = distance;
        near[place] = j;
    }

    private static double Agreement(int[] near, double[] target)
    {
        int same = 0;
        for (int i = 0; i < near.Length; i++)
            same += target[i / Neighbours] == target[near[i]] ? 1 : 0;
        return same;
    }

    private static double Product(int[] near, double[] target)
    {
        double sum = 0;
        for (int i = 0; i < near.Length; i++)
            sum += target[i / Neighbours] * target[near[i]];
        return sum;
    }

    private static double LargestCorrelation(float[] rows, int width, double[] target)
    {
        double[] sums = new double[width];
        for (int i = 0; i < target.Length; i++)
        {
            for (int feature = 0; feature < width; feature++)
                sums[feature] += rows[(i * width) + feature] * target[i];
        }

        return sums.Max(Math.Abs);
    }
}
