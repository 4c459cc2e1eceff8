namespace Weir.Data;

/// <summary>What a look at the numbers of a set tells before anything is trained on it.</summary>
public sealed record DatasetFacts
{
    /// <summary>The name of the set.</summary>
    public required string Name { get; init; }

    /// <summary>The number of samples.</summary>
    public required int Count { get; init; }

    /// <summary>Numbers per sample.</summary>
    public required int Features { get; init; }

    /// <summary>Mean of all finite inputs; 0 when there are none.</summary>
    public required double InputMean { get; init; }

    /// <summary>Standard deviation of all finite inputs about <see cref="InputMean"/>.</summary>
    public required double InputDeviation { get; init; }

    /// <summary>The smallest finite input; 0 when there are none.</summary>
    public required float InputMinimum { get; init; }

    /// <summary>The largest finite input; 0 when there are none.</summary>
    public required float InputMaximum { get; init; }

    /// <summary>The smallest standard deviation of a feature that is not constant; 0 when all are.</summary>
    public required double SmallestFeatureDeviation { get; init; }

    /// <summary>The largest standard deviation of a feature.</summary>
    public required double LargestFeatureDeviation { get; init; }

    /// <summary>The features that have the same value in every sample: they carry nothing.</summary>
    public required IReadOnlyList<int> ConstantFeatures { get; init; }

    /// <summary>Inputs that are NaN or infinite.</summary>
    public required long NonFiniteInputs { get; init; }

    /// <summary>
    /// Target values that are NaN or infinite; 0 for classes. Those of a position that is not known are none of them.
    /// </summary>
    public required long NonFiniteTargets { get; init; }

    /// <summary>
    /// How many different tokens inputs stand for, so that their mean and deviation say nothing; null where inputs are quantities.
    /// </summary>
    public int? Tokens { get; init; }

    /// <summary>The name of each class; null where they are only numbered, and for value targets.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Samples (or positions) per class; null for value targets.</summary>
    public IReadOnlyList<int>? ClassCounts { get; init; }

    /// <summary>The share of the most frequent class, which a constant answer reaches; null for value targets.</summary>
    public double? MajorityShare => ClassCounts is null ? null : (double)ClassCounts.Max() / Math.Max(1, ClassCounts.Sum());

    /// <summary>Mean of the finite target values; null for classes.</summary>
    public double? TargetMean { get; init; }

    /// <summary>Standard deviation of the finite target values, the error of a constant answer; null for classes.</summary>
    public double? TargetDeviation { get; init; }

    /// <summary>Looks at a set.</summary>
    /// <param name="dataset">Any set, also an empty one.</param>
    public static DatasetFacts Of(Dataset dataset)
    {
        FeatureMoments features = FeatureMoments.Of(dataset);
        var constant = new List<int>();
        double smallest = double.PositiveInfinity, largest = 0, sum = 0, squares = 0;
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        long finite = 0;
        for (int feature = 0; feature < features.Features; feature++)
        {
            long count = features.Count[feature];
            finite += count;
            sum += count * features.Mean[feature];
            minimum = Math.Min(minimum, features.Minimum[feature]);
            maximum = Math.Max(maximum, features.Maximum[feature]);
            largest = Math.Max(largest, features.Deviation[feature]);
            if (features.IsConstant(feature))
                constant.Add(feature);
            else
                smallest = Math.Min(smallest, features.Deviation[feature]);
        }

        double mean = finite == 0 ? 0 : sum / finite;
        // The whole variance is that within the features plus that of their means.
        for (int feature = 0; feature < features.Features; feature++)
        {
            double offset = features.Mean[feature] - mean;
            squares += features.Count[feature] * ((features.Deviation[feature] * features.Deviation[feature]) + (offset * offset));
        }

        FeatureMoments? values = dataset.Targets is ValueTargets target ? FeatureMoments.Of(target.Values, 1) : null;
        return new DatasetFacts
        {
            Name = dataset.Name,
            Count = dataset.Count,
            Features = dataset.SampleSize,
            InputMean = mean,
            InputDeviation = finite == 0 ? 0 : Math.Sqrt(squares / finite),
            InputMinimum = finite == 0 ? 0 : minimum,
            InputMaximum = finite == 0 ? 0 : maximum,
            SmallestFeatureDeviation = double.IsFinite(smallest) ? smallest : 0,
            LargestFeatureDeviation = largest,
            ConstantFeatures = constant,
            NonFiniteInputs = ((long)dataset.Count * dataset.SampleSize) - finite,
            NonFiniteTargets = values is null ? 0 : ((ValueTargets)dataset.Targets).Known.Length - values.Count[0],
            Tokens = dataset.Tokens,
            ClassNames = (dataset.Targets as ClassTargets)?.Names,
            ClassCounts = dataset.Targets is ClassTargets classes ? classes.Counts() : null,
            TargetMean = values?.Mean[0],
            TargetDeviation = values?.Deviation[0],
        };
    }
}
