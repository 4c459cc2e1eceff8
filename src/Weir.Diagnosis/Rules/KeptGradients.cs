using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Gradients of earlier steps that are still there when the next are added to them.</summary>
internal sealed class KeptGradients : Rule
{
    private static readonly Threshold s_cosine = new("cosine", 0.9, "gradient.cosine of consecutive steps from the eighth on, median over "
        + "weights and steps: a sum of t independent gradients and the one before it have √((t − 1)/t), 0.93 for eight", Origin.Theory);
    private static readonly Threshold s_growth = new("growth", 0.8, "the gradient's norm over √t times that of the first step, at the same "
        + "steps: independent gradients add up to 1, those that agree to more", Origin.Theory);
    private const int First = 8, Last = 32;

    /// <summary>Weights that move far change the gradient by themselves.</summary>
    private const double Still = 0.01;

    public override Diagnostic Diagnostic { get; } = new("WEIR308", "kept-gradients", "gradients add up from step to step")
    {
        Meaning = "Gradients are added to what is there already. Where nobody clears them after a step, each step follows the sum of all "
            + "gradients since the beginning: it grows with every batch, and the newest counts least.",
        Remedies = ["clear the gradients before each backward pass (`optimizer.zero_grad()`)"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_cosine, s_growth];

    public override bool ComesFromRecipes => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is { KeepsGradients: true })
            return Found(dossier, Severity.Error, "the gradients of the step before are still there when the next are added to them") with
            { Strength = Strength.Proof };
        // Who has watched the gradients being cleared knows better than their sizes.
        if (dossier.Setup is not { Framework: not null, KeepsGradients: null } || dossier.Outcome.IsBetterThanGuessing == true)
            return null;
        FlowSample[] start = [.. dossier.Samples.TakeWhile((sample, i) => sample.Step == i + 1 && sample.Step <= Last)];
        if (start.Length < 2 * First || !(start[0].GradientNorm > 0)
            || Measures.Median(start.Select(dossier.TypicalUpdate)) > Still)
            return null;
        double cosine = Measures.Median(start.Skip(First)
            .SelectMany(sample => dossier.Weights.Select(i => sample.Parameters[i].GradientCosine).OfType<double>()));
        double growth = Measures.Median(start.Skip(First)
            .Select(sample => sample.GradientNorm / (start[0].GradientNorm * Math.Sqrt(sample.Step))).OfType<double>());
        return cosine > limits.Of(s_cosine) && growth > limits.Of(s_growth)
            ? Found(dossier, Severity.Warning, $"from step to step the gradient hardly turns (cosine {cosine:f2}) and has grown "
                + $"to {start[^1].GradientNorm / start[0].GradientNorm:g2} times its size by step {start[^1].Step}, as a sum does that is "
                + "never cleared", null,
                new Evidence("gradient.cosine", cosine, limits.Of(s_cosine), "below 0.8 for batches that differ"),
                new Evidence("gradient.norm / (√t × at the start)", growth, limits.Of(s_growth), "below 0.5")) with
            { Strength = Strength.Suspected }
            : null;
    }
}
