using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Gradients so small that Adam's epsilon rules its steps.</summary>
internal sealed class AdamEpsilon : Rule
{
    private static readonly Threshold s_factor = new("factor", 10, "the typical entry of a weight's gradient over epsilon");

    public override Diagnostic Diagnostic { get; } = new("WEIR305", "adam-epsilon", "Adam's epsilon rules the steps")
    {
        Meaning = "Adam divides by the root of the squared gradient plus epsilon. Where gradients are as small as epsilon its steps "
            + "shrink with them, and Adam no longer makes up for their scale.",
        Remedies = ["mend what makes the gradients small", "a smaller epsilon"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_factor];

    public override Needs Needs => Needs.Setup | Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup?.Epsilon is not > 0 || dossier.Samples.Count < 8 || dossier.Learning.HasLearnt || dossier.Weights.Count == 0
            || dossier.HasNoGradient)
            return null;
        double epsilon = dossier.Setup.Epsilon.Value, limit = limits.Of(s_factor);
        int[] small = [.. dossier.Weights
            // Where it is exactly 0 no epsilon is to blame.
            .Where(i => Lately(dossier, i) is > 0 and var size && size < limit * epsilon)];
        if (small.Length * 2 < dossier.Weights.Count)
            return null;
        double entry = Measures.Median(small.Select(i => Lately(dossier, i)));
        return Found(dossier, Severity.Warning, $"the gradient's entries are about {entry:g2}, epsilon is {epsilon:g2}",
            [.. small.Select(i => dossier.Header.Parameters[i].Layer)],
            new Evidence("gradient entry / epsilon", entry / epsilon, limit, "above 1000"));
    }

    private static double Lately(Dossier dossier, int parameter) =>
        Measures.Median(dossier.Last(5).Select(sample => Entry(dossier, sample, parameter)));

    private static double Entry(Dossier dossier, FlowSample sample, int parameter) =>
        sample.Parameters[parameter].GradientNorm
            / Math.Sqrt(dossier.Header.Parameters[parameter].Shape.Aggregate(1.0, (size, length) => size * length));
}
