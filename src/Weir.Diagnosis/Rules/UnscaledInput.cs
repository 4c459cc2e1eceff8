namespace Weir.Diagnosis;

/// <summary>Inputs far from mean 0 and deviation 1, or features of very unlike scale.</summary>
internal sealed class UnscaledInput : Rule
{
    private static readonly Threshold s_mean = new("mean", 3, "largest |mean| of all inputs; a first layer of standard initialisation then sees an offset larger than the signal");
    private static readonly Threshold s_deviation = new("deviation", 10, "largest deviation of all inputs");
    private static readonly Threshold s_smallest = new("smallest-deviation", 0.01, "smallest deviation of all inputs");
    private static readonly Threshold s_spread = new("spread", 100, "largest deviation of one feature over the typical one (LeCun et al., 1998: unlike scales make the loss ill-conditioned by their square)");

    public override Diagnostic Diagnostic { get; } = new("WEIR002", "unscaled-input", "the inputs are not scaled")
    {
        Meaning = "First weights are drawn for inputs of unit size. Larger ones saturate or blow up the first layer, and one rate cannot fit features of unlike scale.",
        Remedies = ["standardize the inputs (`standardize: per-feature` in the recipe's data)", "begin the network with batch normalisation"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_mean, s_deviation, s_smallest, s_spread];

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { Features: > 0, Samples: > 1 } data || dossier.Network?.Steps.FirstOrDefault(step => step is not ("flatten" or "reshape")) is "batch-norm" or "layer-norm" or "embedding")
            return null;
        double spread = data.TypicalDeviation > 0 ? data.LargestDeviation / data.TypicalDeviation : 1;
        if (spread > limits.Of(s_spread) && data.LargestDeviation > limits.Of(s_deviation))
        {
            return Found(dossier, Severity.Warning, $"feature {data.LargestFeature} varies by {data.LargestDeviation:g3}, {spread:g3} times as much as the typical feature", null,
                new Evidence("deviation of a feature / typical", spread, limits.Of(s_spread), "below 10"));
        }

        if (Math.Abs(data.InputMean) > limits.Of(s_mean))
            return Found(dossier, Severity.Warning, Message(data), null, new Evidence("mean of inputs", data.InputMean, limits.Of(s_mean), "−1 to 1"));
        if (data.InputDeviation > limits.Of(s_deviation) || data.InputDeviation < limits.Of(s_smallest))
            return Found(dossier, Severity.Warning, Message(data), null, new Evidence("deviation of inputs", data.InputDeviation, data.InputDeviation > 1 ? limits.Of(s_deviation) : limits.Of(s_smallest), "0.1 to 3"));
        return null;
    }

    private static string Message(DataFacts data) => $"the inputs have mean {data.InputMean:g3} and deviation {data.InputDeviation:g3}";
}
