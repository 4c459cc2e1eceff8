using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Moves and scales inputs: (x − mean) / scale, with numbers that were taken from the training part only, so that nothing
/// of the other parts leaks into the model (LeCun et al., "Efficient BackProp", 1998, section 4.3). A plain record: it is
/// stored with the model that was trained behind it.
/// </summary>
/// <param name="Kind">How many means there are: none, one, one per feature, or one per channel.</param>
/// <param name="Mean">What is taken off: empty, one number, or one per feature or channel.</param>
/// <param name="Scale">What is divided by: as many numbers as <paramref name="Mean"/>, none of them zero.</param>
public sealed record Standardizer(Standardization Kind, float[] Mean, float[] Scale)
{
    /// <summary>The one that changes nothing.</summary>
    public static Standardizer Identity { get; } = new(Standardization.None, [], []);

    /// <summary>
    /// Takes means and deviations from a set. A feature that never changes gets the scale 1. Entries that are not finite are
    /// left out of the sums (and stay as they are when it is applied).
    /// </summary>
    /// <param name="training">The training part.</param>
    /// <param name="kind">Per feature, per channel, global or none.</param>
    /// <param name="cancel">Gives it up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">Samples without channels, of tokens, or that share numbers and are to be scaled entry by entry.
    /// </exception>
    public static Standardizer Fit(Dataset training, Standardization kind, CancellationToken cancel = default)
    {
        if (kind == Standardization.None)
            return Identity;
        Check(training, kind);
        FeatureMoments moments = FeatureMoments.Of(training.Inputs, kind switch
        {
            Standardization.Global => 1,
            Standardization.PerChannel => training.InputShape[^1],
            _ => training.SampleSize,
        }, cancel);
        int features = moments.Features;
        float[] mean = new float[features];
        float[] scale = new float[features];
        for (int feature = 0; feature < features; feature++)
        {
            mean[feature] = (float)moments.Mean[feature];
            float deviation = (float)moments.Deviation[feature];
            scale[feature] = moments.IsConstant(feature) || deviation == 0 ? 1 : deviation;
        }

        return new Standardizer(kind, mean, scale);
    }

    /// <summary>Refuses a kind that does not fit a set, before anything is reckoned.</summary>
    /// <exception cref="DataException">As of <see cref="Fit"/>.</exception>
    internal static void Check(Dataset training, Standardization kind)
    {
        const string Key = "standardize";
        if (kind == Standardization.None)
            return;
        if (training.Tokens is not null)
            throw new DataException($"{training.Name}: inputs are tokens, which stand for {training.Tokens} different things and are no "
                + "quantities; leave 'standardize' out")
            {
                Option = Key
            };
        if (kind == Standardization.PerChannel && training.InputShape.Rank < 2)
            throw new DataException($"{training.Name}: samples of shape {training.InputShape} have no axis of channels; load them as "
                + "images, or standardize per feature or globally")
            {
                Option = Key
            };
        if (kind == Standardization.PerFeature && training.Overlaps)
            throw new DataException($"{training.Name}: its samples are windows, and a row that several share is at another place of each; "
                + "write 'standardize: per-channel', which scales each column")
            {
                Option = Key
            };
    }

    /// <summary>
    /// Takes mean and deviation from the target values of a set, a pair for each value of a position. First weights are drawn for outputs
    /// of unit size, and the gradient of an error is as large as the error: targets of unit size make one rate fit every unit that they may
    /// be measured in.
    /// </summary>
    /// <param name="training">The training part.</param>
    /// <exception cref="DataException">Its targets are classes.</exception>
    public static Standardizer FitTargets(Dataset training)
    {
        if (training.Targets is not ValueTargets values)
            throw new DataException($"{training.Name}: its targets are classes, which have no mean to take off; leave 'targets' out");
        int width = values.PositionWidth;
        return Fit(new Dataset(training.Name, new Shape(width), values.Values, new ValueTargets(values.Values, width)),
            Standardization.PerFeature);
    }

    /// <summary>A new set with changed target values; the given one stays as it is.</summary>
    /// <param name="dataset">Any part, with as many values a row as the training part.</param>
    /// <exception cref="DataException">Targets that are no values, or another number of them.</exception>
    public Dataset ApplyToTargets(Dataset dataset)
    {
        if (Kind == Standardization.None)
            return dataset;
        if (dataset.Targets is not ValueTargets values || values.PositionWidth != Mean.Length)
            throw new DataException($"{dataset.Name}: its targets are not rows of {Mean.Length} values, as those that the standardizer "
                + "was fitted on");
        float[] changed = (float[])values.Values.Clone();
        ApplyInPlace(changed);
        return dataset.WithTargets(values with { Values = changed });
    }

    /// <summary>A new set with changed inputs; the given one stays as it is.</summary>
    /// <param name="dataset">Any part, of the same features as the training part.</param>
    /// <exception cref="DataException">Another number of features.</exception>
    public Dataset Apply(Dataset dataset)
    {
        if (Kind == Standardization.None)
            return dataset;
        if (Kind == Standardization.PerFeature && Mean.Length != dataset.SampleSize)
            throw new DataException($"{dataset.Name}: a sample has {dataset.SampleSize} numbers; the standardizer was fitted on samples "
                + $"of {Mean.Length}");
        if (Kind == Standardization.PerChannel && (dataset.InputShape.Rank < 2 || dataset.InputShape[^1] != Mean.Length))
            throw new DataException($"{dataset.Name}: samples of shape {dataset.InputShape} come; the standardizer was fitted on "
                + $"{Mean.Length} channels");
        float[] inputs = (float[])dataset.Inputs.Clone();
        ApplyInPlace(inputs);
        return dataset.WithInputs(inputs);
    }

    /// <summary>Changes samples where they lie.</summary>
    /// <param name="samples">Whole samples one after the other.</param>
    /// <exception cref="DataException">Numbers that do not fill samples.</exception>
    public void ApplyInPlace(Span<float> samples)
    {
        if (!Check(samples))
            return;
        for (; samples.Length > 0; samples = samples[Mean.Length..])
        {
            for (int feature = 0; feature < Mean.Length; feature++)
                samples[feature] = (samples[feature] - Mean[feature]) / Scale[feature];
        }
    }

    /// <summary>Brings changed samples back to what they were, but for rounding, where they lie.</summary>
    /// <param name="samples">Whole samples one after the other.</param>
    /// <exception cref="DataException">Numbers that do not fill samples.</exception>
    public void UndoInPlace(Span<float> samples)
    {
        if (!Check(samples))
            return;
        for (; samples.Length > 0; samples = samples[Mean.Length..])
        {
            for (int feature = 0; feature < Mean.Length; feature++)
                samples[feature] = (samples[feature] * Scale[feature]) + Mean[feature];
        }
    }

    /// <summary>Whether there is anything to do.</summary>
    private bool Check(ReadOnlySpan<float> samples)
    {
        if (Kind == Standardization.None)
            return false;
        if (Mean.Length == 0 || Mean.Length != Scale.Length || (Kind == Standardization.Global && Mean.Length != 1))
            throw new DataException($"standardizer: {Mean.Length} means and {Scale.Length} scales do not make a {Kind} standardizer");
        if (samples.Length % Mean.Length != 0)
            throw new DataException($"standardizer: {samples.Length} numbers do not fill samples of {Mean.Length}");
        return true;
    }
}
