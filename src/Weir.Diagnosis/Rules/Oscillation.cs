using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>A loss that goes up and down beyond its noise and does not fall.</summary>
internal sealed class Oscillation : Rule
{
    private static readonly Threshold s_cosine = new("cosine", -0.4, "median over weights and samples of gradient.cosine: steps undo "
        + "each other; at the edge of stability with a falling loss it is no problem (Cohen et al., 2021)");
    private static readonly Threshold s_ratio = new("ratio", 0.01, "median update.ratio: shorter steps that undo each other do no harm");
    private const int Window = 12;

    public override Diagnostic Diagnostic { get; } = new("WEIR304", "oscillation", "steps undo each other")
    {
        Faults = ["learning-rate-too-high"],
        IsSymptom = true,
        Meaning = "Consecutive gradients point against each other, and the loss does not fall: steps jump from one side of a valley to "
            + "the other.",
        Remedies = ["a lower rate", "less momentum", "a schedule that lowers the rate (`cosine`, `plateau`)"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_cosine, s_ratio];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // Gradients of single samples point against each other as a matter of course.
        if (dossier.Setup is { Batch: < 8, StepsPerEpoch: > 1 } || dossier.Samples.Count < 2 * Window
            || dossier.Learning is not { ExplainedNow: < 0.3, Explained: < 0.5 })
            return null;
        FlowSample[] window = [.. dossier.Last(Window)];
        double cosine = Measures.Median(window
            .SelectMany(sample => dossier.Weights.Select(i => sample.Parameters[i].GradientCosine).OfType<double>()));
        double ratio = Measures.Median(window.Select(dossier.TypicalUpdate));
        return cosine < limits.Of(s_cosine) && ratio > limits.Of(s_ratio)
            ? Found(dossier, Severity.Warning, $"consecutive gradients have a cosine of {cosine:f2}, and the loss does not fall", null,
                new Evidence("gradient.cosine", cosine, limits.Of(s_cosine), "above 0 while the loss falls"),
                    new Evidence("update.ratio", ratio, limits.Of(s_ratio), "0.0001 to 0.01"))
            : null;
    }
}
