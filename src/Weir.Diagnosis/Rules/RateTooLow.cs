namespace Weir.Diagnosis;

/// <summary>Steps so short, or so few, that the whole run leads nowhere.</summary>
internal sealed class RateTooLow : Rule
{
    private static readonly Threshold s_reach = new(
        "reach", 0.03, "how far the weights of the layer that moves most could come in the whole run, over their own size, if every step "
            + "went the same way");

    private static readonly Threshold s_reachSeen = new("reach-seen", 0.5,
        "the same, where the run shows that little is learnt and nothing is in the way: consecutive gradients agree");
    private static readonly Threshold s_cosine =
        new("cosine", 0.3, "median gradient.cosine over weights in the last samples: above it the steps still go the same way");
    private static readonly Threshold s_fraction = new("fraction", 0.2, "share of the budget after which that counts where nothing is "
        + "learnt; half of the budget where less than half of the loss is explained", Origin.Convention);
    private static readonly Threshold s_trial = new(
        "trial", 3, "a trial's first steps make the loss fall at some pace; so many times that pace, kept up for the whole run, must "
            + "take the loss below nine tenths of that of guessing");

    private static readonly Threshold s_whole = new(
        "whole", 0.8, "the loss after a whole run of a few dozen steps, tried beforehand, over that of guessing", Origin.Convention);

    private static readonly Threshold s_straight = new("straight", 0.9,
        "the same cosine at the end of a run that has learnt something: a smooth way downhill that goes straight on", Origin.Theory);
    private const int Window = 20;
    private const double Least = 0.9;

    public override Diagnostic Diagnostic { get; } = new("WEIR302", "learning-rate-too-low", "the learning rate is too low for the budget")
    {
        Meaning = "Even if every step of the run went the same way, the weights would hardly have changed at its end.",
        Remedies = ["a rate ten or a hundred times higher (`weir rate` looks for one)", "more steps"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } =
        [s_reach, s_reachSeen, s_cosine, s_fraction, s_trial, s_whole, s_straight];

    public override Needs Needs => Needs.Setup | Needs.Initial;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        // Where no gradient arrives, no rate is to blame; nor where all targets are the same, and there is nothing to learn.
        double reach = dossier.Reach();
        if (dossier.Setup is not { } setup || dossier.HasNoGradient || dossier.Data?.TrivialLoss <= 0 || reach == 0)
            return null;
        bool sure = dossier.Fraction > 0.1 && !dossier.Learning.HasLearnt;
        if ((reach < limits.Of(s_reach) && !dossier.Learning.HasLearnt) || IsSlow(dossier, reach, limits))
        {
            return Found(dossier, sure ? Severity.Error : Severity.Warning,
                $"in {setup.TotalSteps:n0} steps as long as the first the weights move by {reach:g2} of their size at most", null,
                new Evidence("update.ratio × steps", reach, reach < limits.Of(s_reach) ? limits.Of(s_reach) : limits.Of(s_reachSeen),
                    "above 1")) with
            { Remedies = Remedies(setup, reach) };
        }

        return InTheTrial(dossier, setup, reach, limits) ?? Straight(dossier, limits);
    }

    private static bool IsSlow(Dossier dossier, double reach, Limits limits) =>
        reach < limits.Of(s_reachSeen)
        && (dossier.Learning.HasLearnt
            ? dossier.Fraction > 0.5 && dossier.Learning.ExplainedNow < 0.5
            : dossier.Fraction > limits.Of(s_fraction) && dossier.Learning.Explained is not null)
        && Agreement(dossier) > limits.Of(s_cosine);

    private static double Agreement(Dossier dossier) =>
        Measures.Median(dossier.Last(Window)
            .SelectMany(sample => dossier.Weights.Select(i => sample.Parameters[i].GradientCosine).OfType<double>()));

    /// <param name="setup">The set-up.</param>
    /// <param name="reach">How far the weights can come, over their size: once is far enough.</param>
    private static IReadOnlyList<string> Remedies(SetupFacts setup, double reach) =>
        setup is { WarmsUp: true, GivenRate: { } given } && setup.Rate < given / 2
            ? [Plain($"a warm-up that is over early in the run: the rate comes to {setup.Rate:g2} of the {given:g2} that are given"),
                "more steps"]
        : setup.TotalSteps < 100
        ? [$"more steps: {setup.TotalSteps:n0} are few for any network (more `epochs`, or a smaller `batch`)",
            "a higher rate (`weir rate` looks for one)"]
        : [reach < 0.1 ? $"a rate {Math.Pow(10, Math.Ceiling(-Math.Log10(reach))):n0} times higher (`weir rate` looks for one)"
            : "a rate ten times higher (`weir rate` looks for one)", "more steps"];

    /// <summary>The pace of a trial's steps, kept up for the whole run.</summary>
    private Finding? InTheTrial(Dossier dossier, SetupFacts setup, double reach, Limits limits)
    {
        if (dossier.Samples.Count > 0 || dossier.Trial is not { RateSum: > 0, HasGradient: true } trial
            || dossier.Data?.TrivialLoss is not > 0
            || !double.IsFinite(trial.Worst))
            return null;
        double guessing = dossier.Data.TrivialLoss.Value;
        if (trial.Steps >= setup.TotalSteps)
        {
            return trial.After > limits.Of(s_whole) * guessing && trial.After <= trial.Before
                ? Found(dossier, Severity.Warning, $"tried before the run: all {setup.TotalSteps:n0} steps of it take the loss from "
                    + $"{trial.Before:g4} to {trial.After:g4}; guessing has {guessing:g3}", null,
                    new Evidence("loss after all steps / that of guessing", trial.After / guessing, limits.Of(s_whole),
                        "below 0.5")) with
                { Remedies = Remedies(setup, reach) }
                : null;
        }

        if (!(reach < limits.Of(s_reachSeen)))
            return null;
        double fall = Math.Max(0, trial.Before - trial.After) * setup.RateSum / trial.RateSum;
        return trial.Before - (limits.Of(s_trial) * fall) > Least * guessing
            ? Found(dossier, Severity.Warning, $"tried before the run: {trial.Steps:n0} steps took the loss from {trial.Before:g4} to "
                + $"{trial.After:g4}; at that pace all {setup.TotalSteps:n0} take it to {trial.Before - fall:g3}, guessing has "
                + $"{guessing:g3}",
                null,
                new Evidence("update.ratio × steps", reach, limits.Of(s_reachSeen), "above 1")) with
            { Remedies = Remedies(setup, reach) }
            : null;
    }

    /// <summary>A smooth problem whose steps still all go one way at the end of the run.</summary>
    private Finding? Straight(Dossier dossier, Limits limits)
    {
        if (dossier.Fraction < Least || dossier.Samples.Count < 2 * Window || dossier.Learning is not { ExplainedNow: { } now }
            || now is > Least or < Limits.LeastExplained || !(Agreement(dossier) > limits.Of(s_straight)))
            return null;
        // One batch's loss is too noisy.
        double middle = Measures.Median(dossier.Samples.Skip((dossier.Samples.Count - Window) / 2).Take(Window)
                .Select(sample => sample.Loss)),
            last = Measures.Median(dossier.Last(Window).Select(sample => sample.Loss));
        return last < middle
            ? Found(dossier, Severity.Warning, $"at the end consecutive gradients still agree (cosine {Agreement(dossier):f2}) and the "
                + $"loss still falls, from {middle:g3} half-way to {last:g3}: the way is far longer than the run", null,
                new Evidence("gradient.cosine", Agreement(dossier), limits.Of(s_straight), "0 to 0.5 near the goal")) with
            {
                Remedies = ["a higher rate (`weir rate` looks for one)", "an optimizer that makes up for unlike curvature (`adam`)",
                    "more steps"],
            }
            : null;
    }
}
