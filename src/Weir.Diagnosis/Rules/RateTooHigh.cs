namespace Weir.Diagnosis;

/// <summary>Steps so long that they destroy what was there.</summary>
internal sealed class RateTooHigh : Rule
{
    private static readonly Threshold s_first = new("first", 0.5, "median over weights of update.ratio at the first step, momentum counted: above it the first weights are overwritten, unless the gradients shrink at once; a run that has learnt something after a twentieth of its budget shows that they did");
    private static readonly Threshold s_ratio = new("ratio", 0.1, "the largest update.ratio of a weight, in at least three samples, while the loss stays above that of guessing");
    private static readonly Threshold s_jump = new("jump", 2, "the loss over that of the best constant, in the first steps: noise and a rough start stay below it");
    private static readonly Threshold s_loss = new("loss", 1.02, "the same after a twentieth of the budget");
    private const int LongSamples = 3;
    private const double Start = 0.05;

    public override Diagnostic Diagnostic { get; } = new("WEIR301", "learning-rate-too-high", "the learning rate is too high")
    {
        Causes = ["non-finite-input", "unscaled-input", "symmetric-init", "exploding-gradient", "units-died", "saturation", "over-regularised", "bad-output-activation", "misaligned-labels", "dying-relu", "vanishing-gradient", "missing-nonlinearity"],
        Meaning = "A step moves the weights by a large part of their own size: the gradient does not hold that far, and the loss jumps instead of falling.",
        Remedies = ["a rate ten times lower (`weir rate` looks for one)", "warm-up", "clip the gradient's norm"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_first, s_ratio, s_jump, s_loss];

    public override Finding? Judge(Dossier dossier, Limits limits) => InTheRun(dossier, limits) ?? AtTheStart(dossier, limits);

    private Finding? AtTheStart(Dossier dossier, Limits limits)
    {
        // Before the run it is a forecast; the run itself tells soon.
        if (dossier.Samples.Count > 0 && dossier.End is null && ((dossier.Setup is not null && dossier.Fraction < Start) || dossier.Learning.HasLearnt))
            return null;
        if (dossier.End is { NonFinite: false } && dossier.Learning.HasLearnt)
            return null;
        double first = dossier.Typical(dossier.TypicalUpdate) * (dossier.Setup?.Gathering ?? 1);
        return first > limits.Of(s_first)
            ? Found(dossier, Severity.Warning, $"the first steps move the weights by {Size(first)}", null, new Evidence("update.ratio, first step", first, limits.Of(s_first), "0.0001 to 0.05"))
            : null;
    }

    private Finding? InTheRun(Dossier dossier, Limits limits)
    {
        // What overflows does so within a few steps.
        bool overflowed = dossier.End is { NonFinite: true };
        if (dossier.Samples.Count < 8 && !overflowed)
            return null;
        int many = dossier.Samples.Count(sample => dossier.LargestUpdate(sample) > limits.Of(s_ratio));
        if (many < LongSamples)
            return null;
        double largest = dossier.Samples.Max(sample => dossier.LargestUpdate(sample) is var ratio && double.IsNaN(ratio) ? 0 : ratio);
        Evidence evidence = new("update.ratio, largest", largest, limits.Of(s_ratio), "0.0001 to 0.05");
        if (overflowed)
            return Found(dossier, Severity.Error, $"steps moved weights by up to {Size(largest)} until the loss overflowed", null, evidence);
        if (dossier.Learning is not { Trivial: { } trivial, Recent: { } recent } learning || learning.HasLearnt || dossier.Samples.Count < 12)
            return null;
        double limit = limits.Of(dossier.Fraction < Start ? s_jump : s_loss);
        if (recent < limit * trivial)
            return null;
        // A network that tells classes apart is hurt, not broken, however dear its errors are.
        bool sure = dossier.Fraction > 0.1 && !learning.TellsApart;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, $"steps moved weights by up to {Size(largest)}, and the loss, {recent:g3}, is above that of guessing, {trivial:g3}", null, evidence,
            new Evidence("loss / that of guessing", recent / trivial, limit, "below 1"));
    }

    private static string Size(double ratio) => ratio switch
    {
        <= 100 => $"{ratio:p0} of their size",
        <= 1e6 => $"{ratio:n0} times their size",
        _ => "a million times their size and more",
    };
}
