using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>
/// A moving average of the weights, which evaluation uses in their place, so slow that it still holds the first weights.
/// </summary>
internal sealed class AverageGap : LaggingAverage
{
    private static readonly Threshold s_left = new("left", 0.1, "that part: decay^steps, or less with warm-up", Origin.Theory);

    /// <summary>Steps at a small share that leave nothing of the first weights.</summary>
    private const int Small = 100;

    public override Diagnostic Diagnostic { get; } =
        new("WEIR406", "average-gap", "the averaged weights lag behind those that are trained")
        {
            Meaning = "Evaluations use a moving average of the weights, and it remembers far more steps than were made: what is evaluated, "
                + "and kept as the result, is still near the untrained network, however well the weights themselves do.",
            Remedies = ["a decay that remembers a tenth of the run, 1 − 10/steps", "`warm-up: true` under `average`, which soon forgets "
                + "the first weights", "more steps", "no average"],
        };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [Lost, s_left, Whole];

    public override Needs Needs => Needs.Setup;

    protected override Threshold Left => s_left;

    protected override string Formula => "decay^steps";

    protected override double? LeftAfter(Dossier dossier, long step)
    {
        if (dossier.Setup is not { AverageDecay: { } decay } setup)
            return null;
        WeightAverageOptions average = new() { Decay = decay, WarmUp = setup.AverageWarmsUp };
        double left = 1;
        long slow = step;
        for (long t = 1; average.WarmUp && t <= Math.Min(step, Small); t++, slow--)
            left *= average.KeptAt(t);
        return left * Math.Pow(decay, slow);
    }

    protected override string Averages(Dossier dossier) => $"with a decay of {dossier.Setup?.AverageDecay:g6} the averaged weights";

    protected override IReadOnlyList<string> Faster(Dossier dossier)
    {
        double steps = Math.Max(20.0, dossier.Setup?.TotalSteps ?? 0);
        // With as many digits as the steps have, it is below 1 however many they are.
        double wanted = Math.Round(1 - (10 / steps), Math.Max(4, (int)Math.Ceiling(Math.Log10(steps))));
        return
        [
            FormattableString.Invariant($"a decay of {wanted} under `average`, which remembers a tenth of the run"),
            .. dossier.Setup is { AverageWarmsUp: true } ? [] : new[] { Diagnostic.Remedies[1] },
            .. Diagnostic.Remedies.Skip(2),
        ];
    }
}
