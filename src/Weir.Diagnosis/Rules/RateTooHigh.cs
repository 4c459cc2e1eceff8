using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>Steps so long that they destroy what was there.</summary>
internal sealed class RateTooHigh : Rule
{
    private static readonly Threshold s_trial = new(
        "trial", 2, "the loss of a fixed set of samples after a few steps of a trial, over that before them and over that of guessing: "
            + "gradient descent within its stable rates does not raise it", Origin.Theory);

    private static readonly Threshold s_ratio =
        new("ratio", 0.1, "the largest update.ratio of a weight, in at least three samples, while the loss stays above that of guessing");
    private static readonly Threshold s_jump =
        new("jump", 2, "the loss over that of the best constant, in the first steps: noise and a rough start stay below it");
    private static readonly Threshold s_loss = new("loss", 1.02, "the same after a twentieth of the budget");
    private static readonly Threshold s_restless = new(
        "restless", 0.02, "median update.ratio in the second half of a run whose loss no longer falls and is still far from 0: the "
            + "weights turn over within fifty steps");

    private static readonly Threshold s_left =
        new("left", 0.15, "share of the loss of guessing that is left in such a run", Origin.Convention);
    private static readonly Threshold s_peak = new(
        "peak", 5, "the highest loss of the first steps over that of guessing and of the untrained network");

    private static readonly Threshold s_farPeak = new(
        "far-peak",
        10,
        "the highest loss of the first steps over that of guessing and of the untrained network, where the trial makes up for it");

    private static readonly Threshold s_overcome = new(
        "overcome",
        0.8,
        "share of what guessing leaves that is got right: beyond it a run has made up for such a start",
        Origin.Convention);

    private static readonly Threshold s_balance = new(
        "balance", 3, "the same update.ratio over what weight decay takes from the weights in a step: up to here the steps only hold "
            + "against the decay", Origin.Convention);

    private const int LongSamples = 3;
    private const int EarlySamples = 20;
    private const double Start = 0.05;
    private const double Late = 0.6;

    public override Diagnostic Diagnostic { get; } = new("WEIR301", "learning-rate-too-high", "the learning rate is too high")
    {
        Meaning = "A step moves the weights by a large part of their own size: the gradient does not hold that far, and the loss jumps "
            + "instead of falling.",
        Remedies = ["a rate ten times lower (`weir rate` looks for one)", "warm-up", "clip the gradient's norm"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } =
        [s_trial, s_ratio, s_jump, s_loss, s_restless, s_left, s_balance, s_peak, s_farPeak, s_overcome];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits) => InTheRun(dossier, limits)
        ?? ((Restless(dossier, limits) ?? Rough(dossier, limits) ?? InTheTrial(dossier, limits)) is { } finding
            ? finding with { Remedies = Remedies(dossier, null) } : null);

    /// <summary>
    /// What the first steps do is tried before the run: the loss of a fixed set of samples says whether they help. A rough first step that
    /// is made up for within the trial is none, unless it goes far: what died on the way is not seen in the loss.
    /// </summary>
    private Finding? InTheTrial(Dossier dossier, Limits limits)
    {
        if (dossier.Trial is not { } trial || dossier.Data is { NonFiniteInputs: > 0 } or { NonFiniteTargets: > 0 }
            || !double.IsFinite(trial.Before))
            return null;
        double level = Math.Max(trial.Before, dossier.Data?.TrivialLoss ?? trial.Before);
        if (!double.IsFinite(trial.Worst))
        {
            return Found(dossier, Severity.Error, $"tried before the run: the loss of {trial.Before:g3} ought to fall, and within "
                + $"{trial.Steps:n0} steps it is no finite number");
        }

        string? how = trial.After > limits.Of(s_trial) * level ? $"after {trial.Steps:n0} steps it has gone to {trial.After:g3}"
            : trial.Worst > limits.Of(trial.After >= trial.Before ? s_peak : s_farPeak) * level
                ? $"within {trial.Steps:n0} steps it goes up to {trial.Worst:g3}"
            : null;
        return how is null
            ? null
            : Found(dossier, Severity.Warning, $"tried before the run: the loss of {trial.Before:g3} ought to fall, and {how}", null,
                new Evidence("highest loss of the trial / before", trial.Worst / Math.Max(level, 1e-30), limits.Of(s_peak), "about 1"));
    }

    /// <summary>A start that threw the network far off, which the run has not made up for.</summary>
    private Finding? Rough(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < 0.3 || dossier.Learning is not { First: { } first, Trivial: { } trivial }
            || !(dossier.Outcome.Skill < limits.Of(s_overcome)))
            return null;
        FlowSample[] start = [.. dossier.Samples.Take(EarlySamples)];
        double peak = start.Max(sample => sample.Loss), level = Math.Max(first, trivial);
        bool isLong = start.Count(sample => dossier.LargestUpdate(sample) > limits.Of(s_ratio)) >= LongSamples;
        string size = Size(start.Max(sample => dossier.LargestUpdate(sample)));
        return isLong && peak > limits.Of(s_peak) * level
            ? Found(dossier, Severity.Warning, $"the first steps, which moved weights by up to {size}, took the loss from {first:g3} to "
                + $"{peak:g3}, and the run has not made up for it", null,
                new Evidence("highest loss of the first steps / that of guessing", peak / level, limits.Of(s_peak), "about 1"))
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
            return Found(dossier, Severity.Error, $"steps moved weights by up to {Size(largest)} until the loss overflowed", null,
                evidence) with
            { Remedies = Remedies(dossier, largest) };
        if (dossier.Learning is not { Trivial: { } trivial, Recent: { } recent } learning || learning.HasLearnt
            || dossier.Samples.Count < 12)
            return null;
        double limit = limits.Of(dossier.Fraction < Start ? s_jump : s_loss);
        if (recent < limit * trivial)
            return null;
        // A network that tells classes apart is hurt, not broken, however dear its errors are.
        bool sure = dossier.Fraction > 0.1 && !learning.TellsApart;
        return Found(dossier, sure ? Severity.Error : Severity.Warning, $"steps moved weights by up to {Size(largest)}, and the loss, "
            + $"{recent:g3}, is above that of guessing, {trivial:g3}", null, evidence,
            new Evidence("loss / that of guessing", recent / trivial, limit, "below 1")) with
        { Remedies = Remedies(dossier, largest) };
    }

    /// <summary>
    /// A run that has learnt something, and whose steps are so long that it cannot learn more: the loss stays high while the weights turn
    /// over.
    /// </summary>
    private Finding? Restless(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < Late || dossier.Samples.Count < 24 || dossier.Learning is not { ExplainedNow: { } now, Trivial: not null }
            || 1 - now < limits.Of(s_left))
            return null;
        FlowSample[] late = [.. dossier.Samples.Where(sample => sample.Step > dossier.Step / 2)];
        if (late.Length < 8)
            return null;
        double moves = Measures.Median(late.Select(dossier.TypicalUpdate));
        // Decay pulls at all weights in each step, and what is learnt pulls back as far: that is no matter of the rate.
        double pull = dossier.Setup is { } setup ? setup.Gathering * Measures.Median(late.Select(sample => sample.Rate
            * (setup.WeightDecay + (setup.AbsolutePenalty * dossier.AbsolutePull(sample))))) : 0;
        if (moves < limits.Of(s_balance) * pull)
            return null;
        return moves > limits.Of(s_restless) && Measures.LevelOf(late) is { } level
            ? Found(dossier, Severity.Warning, $"steps go on moving the weights by {Size(moves)}, and the loss stays at {level:g3}: what "
                + "one step learns the next undoes", null,
                new Evidence("update.ratio, second half", moves, limits.Of(s_restless), "0.0001 to 0.01"))
            : null;
    }

    /// <summary>As much lower as brings the longest step, where it is known, down to a tenth of the weights' size.</summary>
    private IReadOnlyList<string> Remedies(Dossier dossier, double? largest) =>
    [
        largest is > 1 and < 1e6
            ? $"a rate {Math.Pow(10, Math.Ceiling(Math.Log10(10 * largest.Value))):n0} times lower (`weir rate` looks for one)"
            : Diagnostic.Remedies[0],
        "warm-up",
        // Steps whose length does not depend on the gradient's are as long with a clipped one.
        .. dossier.Setup is { Adaptive: true } ? [] : new[] { "clip the gradient's norm" },
    ];

    private static string Size(double ratio) => ratio switch
    {
        <= 100 => $"{ratio:p0} of their size",
        <= 1e6 => $"{ratio:n0} times their size",
        _ => "a million times their size and more",
    };
}
