using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Gradients so small that Adam's epsilon rules its steps.</summary>
internal sealed class AdamEpsilon : Rule
{
    private static readonly Threshold s_factor = new("factor", 10, "the typical entry of a weight's gradient over epsilon");
    private static readonly Threshold s_first = new("first", 0.1, "the same before training: below it the first steps are shorter than a "
        + "tenth of the rate", Origin.Theory);

    // Those that libraries give by themselves are 1e-10 to 1e-6: with one of them it is the gradient that is small.
    private const double Usual = 1e-5;

    public override Diagnostic Diagnostic { get; } = new("WEIR305", "adam-epsilon", "Adam's epsilon rules the steps")
    {
        Meaning = "Adam divides by the root of the squared gradient plus epsilon. Where gradients are as small as epsilon its steps "
            + "shrink with them, and Adam no longer makes up for their scale.",
        Remedies = ["mend what makes the gradients small", "a smaller epsilon"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor, s_first];

    public override Needs Needs => Needs.Setup | Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup?.Epsilon is not > 0 || dossier.Learning.HasLearnt || dossier.Weights.Count == 0 || dossier.HasNoGradient)
            return null;
        bool isFirst = dossier.Samples.Count < 8;
        double epsilon = dossier.Setup.Epsilon.Value, limit = limits.Of(isFirst ? s_first : s_factor);
        FlowSample[] seen = isFirst ? [.. dossier.Initial] : [.. dossier.Last(5)];
        if (seen.Length == 0)
            return null;
        int[] small = [.. dossier.Weights
            // Where it is exactly 0 no epsilon is to blame.
            .Where(i => Typical(i) is > 0 and var size && size < limit * epsilon)];
        if (small.Length * 2 < dossier.Weights.Count)
            return null;
        double entry = Measures.Median(small.Select(Typical));
        return Found(dossier, Severity.Warning, $"the gradient's entries are about {entry:g2}, epsilon is {epsilon:g3}",
            [.. small.Select(i => dossier.Header.Parameters[i].Layer)],
            new Evidence("gradient entry / epsilon", entry / epsilon, limit, "above 1000")) with
        { Remedies = epsilon > Usual ? ["a smaller epsilon: 1e-8 is usual", Diagnostic.Remedies[0]] : Diagnostic.Remedies };

        double Typical(int parameter) => Measures.Median(seen.Select(sample => Entry(dossier, sample, parameter)));
    }

    private static double Entry(Dossier dossier, FlowSample sample, int parameter) =>
        (sample.Parameters[parameter].GradientNorm ?? double.NaN)
            / Math.Sqrt(dossier.Header.Parameters[parameter].Shape.Aggregate(1.0, (size, length) => size * length));
}
