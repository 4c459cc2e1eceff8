using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Inputs far from mean 0 and deviation 1, or features of very unlike scale.</summary>
internal sealed class UnscaledInput : Rule
{
    private static readonly Threshold s_mean = new("mean", 10,
        "largest |mean| of all inputs: a first layer of standard weights then sees an offset as large as inputs of deviation 10");
    private static readonly Threshold s_deviation = new("deviation", 10, "largest deviation of all inputs");
    private static readonly Threshold s_smallest = new("smallest-deviation", 0.01, "smallest deviation of all inputs");
    private static readonly Threshold s_spread = new(
        "spread", 100, "largest deviation of one feature over the typical one: unlike scales make the loss ill-conditioned by their "
            + "square, 10,000 (LeCun et al., 1998)", Origin.Published);

    private static readonly Threshold s_offset = new(
        "offset",
        30,
        "largest |mean| of one feature over the typical deviation of features: the loss is ill-conditioned by its square, 1,000 (LeCun et "
            + "al., 1998)",
        Origin.Published);

    private static readonly Threshold s_hurts =
        new("hurts", 3, "the loss before training over that of guessing, from which on the inputs' size is seen to hurt");

    private static readonly Threshold s_off = new("off", 0.9,
        "share of a first layer of rectifiers that is off, where the targets are larger than the inputs and make the loss as large by "
            + "themselves; half of one is off in any network", Origin.Convention);
    private const double Flat = 0.5;

    public override Diagnostic Diagnostic { get; } = new("WEIR002", "unscaled-input", "the inputs are not scaled")
    {
        Meaning = "First weights are drawn for inputs of unit size. Larger ones saturate or blow up the first layer, and one rate cannot "
            + "fit features of unlike scale.",
        Remedies = ["standardize the inputs (`standardize: per-feature` in the recipe's data)",
            "begin the network with batch normalisation"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_mean, s_deviation, s_smallest, s_spread, s_offset, s_hurts, s_off];

    public override Needs Needs => Needs.Data;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { Features: > 0, Samples: > 1 } data
            || dossier.Header.Layers.FirstOrDefault(layer => !layer.Traits.HasFlag(LayerTraits.Flattens)) is { } first
                && (first.Traits & (LayerTraits.Normalizes | LayerTraits.Tables)) != LayerTraits.None)
            return null;
        return Size(dossier, data, limits) is { } size ? size with { Strength = Hurts(dossier, limits) } : Shape(dossier, data, limits);
    }

    /// <summary>All inputs too large, or too small.</summary>
    private Finding? Size(Dossier dossier, DataFacts data, Limits limits)
    {
        string largest = data.LargestFeatureName is { } name && data.LargestDeviation > limits.Of(s_deviation)
            ? $"; '{name}' varies most, by {data.LargestDeviation:g3}" : "";
        string message = $"the inputs have mean {data.InputMean:g3} and deviation {data.InputDeviation:g3}{largest}";
        if (data.InputDeviation > limits.Of(s_deviation))
            return Found(dossier, Severity.Warning, message, null,
                new Evidence("deviation of inputs", data.InputDeviation, limits.Of(s_deviation), "0.1 to 3"));
        if (data.InputDeviation < limits.Of(s_smallest))
        {
            string twice = data.InputRms is > 0 and < 1 / 100.0 ? "; have they been divided twice?" : "";
            return Found(dossier, Severity.Warning, message + twice, null,
                new Evidence("deviation of inputs", data.InputDeviation, limits.Of(s_smallest), "0.1 to 3"));
        }

        return Math.Abs(data.InputMean) > limits.Of(s_mean)
            ? Found(dossier, Severity.Warning, message, null, new Evidence("mean of inputs", data.InputMean, limits.Of(s_mean), "−1 to 1"))
            : null;
    }

    /// <summary>Features that are unlike each other, or far from 0 for their spread.</summary>
    private Finding? Shape(Dossier dossier, DataFacts data, Limits limits)
    {
        double spread = data.TypicalDeviation > 0 ? data.LargestDeviation / data.TypicalDeviation : 1;
        if (spread > limits.Of(s_spread) && data.LargestDeviation > limits.Of(s_deviation))
        {
            string feature = data.LargestFeatureName is { } name ? $"'{name}'" : $"feature {data.LargestFeature}";
            return Found(dossier, Severity.Warning,
                $"{feature} varies by {data.LargestDeviation:g3}, {spread:g3} times as much as the typical feature", null,
                new Evidence("deviation of a feature / typical", spread, limits.Of(s_spread), "below 10"));
        }

        return data.LargestOffset > limits.Of(s_offset) && data.InputRms > 1
            ? Found(dossier, Severity.Warning,
                $"{data.OffsetFeature ?? "a feature"} lies {data.LargestOffset:g3} times as far from 0 as the typical feature varies", null,
                new Evidence("|mean| of a feature / typical deviation", data.LargestOffset, limits.Of(s_offset), "below 10")) with
            {
                Strength =
                    Strength.Suspected
            }
            : null;
    }

    /// <summary>
    /// Large numbers are a suspicion; that the untrained network's loss is far above that of guessing, or that the first layer is flat or
    /// dead, shows the harm.
    /// </summary>
    private static Strength Hurts(Dossier dossier, Limits limits)
    {
        if (dossier.Data is { InputDeviation: < 1 } || dossier.Initial.Count == 0 || dossier.Data?.TrivialLoss is not > 0 and var trivial)
            return Strength.Measured;
        // Targets that are larger still are enough to make the loss as large.
        bool behind = dossier.Data.Target is { } target
            && Math.Abs(target.Mean) + target.Deviation > limits.Of(s_hurts) * dossier.Data.InputRms;
        bool loss = dossier.Typical(sample => sample.Loss) > limits.Of(s_hurts) * dossier.Data.TrivialLoss;
        // Half of a layer of rectifiers is off in any network: where something else is enough to do harm, that proves nothing.
        bool flat = dossier.Weighted.Count > 0 && dossier.FirstHidden() is var hidden
            && dossier.Typical(sample => sample.Layers[hidden].ActivationSaturated ?? 0)
                > (behind && dossier.Header.Layers[hidden].IsRectifier() ? limits.Of(s_off) : Flat);
        return (loss && !behind) || flat || !double.IsFinite(dossier.Initial[0].Loss) ? Strength.Measured : Strength.Suspected;
    }
}
