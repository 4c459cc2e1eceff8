namespace Weir.Diagnosis;

/// <summary>A gradient that steps have made larger and larger.</summary>
internal sealed class GradientGrowth : Rule
{
    private static readonly Threshold s_growth =
        new("growth", 1000, "the gradient's norm over that of the first steps, while the loss is above that of guessing");
    private const int Window = 3;

    public override Diagnostic Diagnostic { get; } = new("WEIR106", "gradient-growth", "the gradient grew in training")
    {
        Faults = ["exploding-gradient"],
        IsSymptom = true,
        Meaning = "Each step makes the next gradient larger: weights grow, and with them everything that is multiplied by them, until "
            + "numbers overflow.",
        Remedies = ["a lower rate, or warm-up", "clip the gradient's norm", "batch or layer normalisation"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_growth];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Samples.Count < 2 * Window || dossier.Learning is not { Trivial: { } trivial, Recent: { } recent } || recent < trivial)
            return null;
        double start = Measures.Median(dossier.Samples.Take(Window).Select(sample => sample.GradientNorm).OfType<double>()),
            now = Measures.Median(dossier.Last(Window).Select(sample => sample.GradientNorm).OfType<double>());
        return start > 0 && now > limits.Of(s_growth) * start
            ? Found(dossier, Severity.Error, $"the gradient's norm has grown from {start:g3} "
                + $"{(double.IsFinite(now) ? $"to {now:g3}" : "beyond all numbers")}", null,
                new Evidence("gradient.norm / at the start", now / start, limits.Of(s_growth), "below 10"))
            : null;
    }
}
