namespace Weir.Diagnosis;

/// <summary>Steps that lead uphill: a loss that is negated, or a gradient that is added instead of taken off.</summary>
internal sealed class WrongSign : Rule
{
    private static readonly Threshold s_rise = new("rise", 1.2, "the loss lately over that of the first steps and over that of guessing, "
        + "after a rise through all fifths of the samples");
    private static readonly Threshold s_ratio = new("ratio", 0.05, "the largest update.ratio of a weight, median over samples: short steps "
        + "along the gradient lower the loss, whatever the network", Origin.Theory);

    private const int Least = 30, Parts = 5;

    // Losses that cannot fall below 0.
    private static readonly HashSet<string> s_positive = new(StringComparer.Ordinal)
    {
        "cross-entropy", "sigmoid-cross-entropy", "binary-cross-entropy", "mean-squared-error", "mean-absolute-error", "huber",
    };

    public override Diagnostic Diagnostic { get; } = new("WEIR309", "wrong-sign", "steps lead uphill")
    {
        Meaning = "Short steps against the gradient lower the loss. Here each step makes it larger: the loss is negated somewhere, or the "
            + "gradient is added to the weights instead of taken off.",
        Remedies = ["look for a minus in front of the loss, or a loss that is to be maximised",
            "steps go against the gradient: w − rate·g"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_rise, s_ratio];

    public override Needs Needs => Needs.Samples;

    public override bool ComesFromRecipes => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // The losses and optimizers of recipes have the right sign.
        if (dossier.Setup is { Framework: null } own && s_positive.Contains(own.Loss))
            return null;
        if (dossier.Setup is { } setup && s_positive.Contains(setup.Loss)
            && dossier.Samples.FirstOrDefault(sample => sample.Loss < -1e-6) is { } negative)
        {
            return Found(dossier, Severity.Error, $"the {setup.Loss} of step {negative.Step:n0} is {negative.Loss:g3}; it cannot be "
                + "below 0: it is taken with a minus") with
            { Strength = Strength.Proof };
        }

        if (dossier.Samples.Count < Least || dossier.Learning is not { Trivial: > 0 and var guessing, Recent: { } recent })
            return null;
        double moves = Measures.Median(dossier.Samples.Select(dossier.LargestUpdate).Where(double.IsFinite));
        if (!(moves <= limits.Of(s_ratio)))
            return null;
        int part = dossier.Samples.Count / Parts;
        double[] losses = [.. Enumerable.Range(0, Parts)
            .Select(i => Measures.Median(dossier.Samples.Skip(i * part).Take(part).Select(sample => sample.Loss)))];
        bool rises = Enumerable.Range(1, Parts - 1).All(i => losses[i] > losses[i - 1]);
        double start = Math.Max(losses[0], guessing);
        return rises && recent > limits.Of(s_rise) * start
            ? Found(dossier, Severity.Error, $"steps of {moves:g2} of the weights' size take the loss up and up, from {losses[0]:g3} to "
                + $"{recent:g3}; guessing has {guessing:g3}", null,
                new Evidence("loss / at the start", recent / losses[0], limits.Of(s_rise), "below 1"),
                new Evidence("update.ratio, largest", moves, limits.Of(s_ratio), "0.0001 to 0.05"))
            : null;
    }
}
