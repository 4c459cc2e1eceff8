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
    private const int LongSamples = 3;
    private const double Start = 0.05;
    private const double Late = 0.6;

    public override Diagnostic Diagnostic { get; } = new("WEIR301", "learning-rate-too-high", "the learning rate is too high")
    {
        Meaning = "A step moves the weights by a large part of their own size: the gradient does not hold that far, and the loss jumps "
            + "instead of falling.",
        Remedies = ["a rate ten times lower (`weir rate` looks for one)", "warm-up", "clip the gradient's norm"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_trial, s_ratio, s_jump, s_loss, s_restless, s_left];

    public override Needs Needs => Needs.Samples;

    public override Finding? Judge(Dossier dossier, Limits limits) => InTheRun(dossier, limits) ?? Restless(dossier, limits)
        ?? InTheTrial(dossier, limits);

    /// <summary>What the first steps do is tried before the run: the loss of a fixed set of samples says whether they help.</summary>
    private Finding? InTheTrial(Dossier dossier, Limits limits)
    {
        if (dossier.Trial is not { } trial || dossier.Data is { NonFiniteInputs: > 0 } or { NonFiniteTargets: > 0 }
            || !double.IsFinite(trial.Before))
            return null;
        double guessing = dossier.Data?.TrivialLoss ?? trial.Before, limit = limits.Of(s_trial);
        bool overflows = !double.IsFinite(trial.Worst);
        if (!overflows && !(trial.After > limit * Math.Max(trial.Before, guessing)))
            return null;
        string how = overflows ? "it is no finite number" : $"it has gone to {trial.After:g3}";
        return Found(dossier, overflows ? Severity.Error : Severity.Warning,
            $"tried before the run: the loss of {trial.Before:g3} ought to fall, and after {trial.Steps} steps {how}", null,
            new Evidence("loss after the trial / before", trial.After / Math.Max(trial.Before, 1e-30), limit, "below 1"));
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
                evidence);
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
            new Evidence("loss / that of guessing", recent / trivial, limit, "below 1"));
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
        double middle = Measures.Median(late.Take(late.Length / 2).Select(sample => sample.Loss)),
            last = Measures.Median(late.Skip(late.Length / 2).Select(sample => sample.Loss));
        return moves > limits.Of(s_restless) && !(last < 0.9 * middle)
            ? Found(dossier, Severity.Warning, $"steps go on moving the weights by {Size(moves)}, and the loss stays at {last:g3}: what "
                + "one step learns the next undoes", null,
                new Evidence("update.ratio, second half", moves, limits.Of(s_restless), "0.0001 to 0.01"))
            : null;
    }

    private static string Size(double ratio) => ratio switch
    {
        <= 100 => $"{ratio:p0} of their size",
        <= 1e6 => $"{ratio:n0} times their size",
        _ => "a million times their size and more",
    };
}
