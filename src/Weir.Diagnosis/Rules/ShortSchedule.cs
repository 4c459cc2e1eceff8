namespace Weir.Diagnosis;

/// <summary>
/// A schedule that leaves no rate for most of the run: its lengths were meant in epochs and are taken in steps. Or a patience of nothing,
/// by which one unlucky epoch ends the run or lowers its rate.
/// </summary>
internal sealed class ShortSchedule : Rule
{
    private static readonly Threshold s_spent = new(
        "spent", 0.15, "share of the steps after which 99 % of all rates are used up: a constant rate has 0.99, a cosine 0.8, three "
            + "drops to a tenth at thirds 0.4", Origin.Theory);

    public override Diagnostic Diagnostic { get; } = new("WEIR307", "short-schedule", "most of the planned steps move nothing")
    {
        Meaning = "The rate falls to next to nothing early, and whatever steps follow move nothing. Schedules that are written for "
            + "epochs and stepped each batch do so, and one that bears no epoch without progress may; early stopping that bears none "
            + "ends the run as soon.",
        Remedies = ["give the schedule's lengths in epochs (`every: 10 epochs`)", "a factor nearer to 1",
            "`cosine`, which ends with the run whatever its length"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_spent, s_risen, .. SettingFaults.ThresholdsOf("short-schedule")];

    public override Needs Needs => Needs.Setup;

    private static readonly Threshold s_risen = new("risen", 0.3, "share of the rate that is given to which a warm-up has come by the end "
        + "of the run: one that is meant to end is over by then", Origin.Theory);

    public override Finding? Judge(Dossier dossier, Limits limits) => Spent(dossier, limits) ?? OfSettings(dossier, limits);

    private Finding? Spent(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is { TotalSteps: > 20, WarmsUp: true, GivenRate: { } given } rising && rising.Rate < given * limits.Of(s_risen))
            return WarmsUpThroughout(dossier, rising, given, limits);
        if (dossier.Setup is not { TotalSteps: > 20 } setup || setup.SpentAt >= limits.Of(s_spent))
            return null;
        long step = (long)Math.Ceiling(setup.SpentAt * setup.TotalSteps);
        // At the end of a run that got less than half of it right, it is known what the steps that moved nothing have cost.
        bool cost = dossier.End is not null && dossier.Outcome.Skill < Limits.Half;
        return Found(dossier, cost ? Severity.Error : Severity.Warning,
            $"99 % of the way that all rates of the run can make is made by step {step:n0} of "
            + $"{setup.TotalSteps:n0}: the other steps move nothing", null,
            new Evidence("share of the steps with a rate", setup.SpentAt, limits.Of(s_spent), "above 0.3"));
    }

    private Finding WarmsUpThroughout(Dossier dossier, SetupFacts setup, double given, Limits limits)
    {
        bool cost = dossier.End is not null && dossier.Outcome.Skill < Limits.Half;
        return Found(dossier, cost ? Severity.Error : Severity.Warning,
            $"the warm-up is not over when the run is: the rate comes to {setup.Rate:g2} of the {given:g2} that are given", null,
            new Evidence("largest rate / given rate", setup.Rate / given, limits.Of(s_risen), "1")) with
        {
            Remedies = ["a warm-up that is over early in the run (`warmup: 1 epoch`)", "more steps"],
        };
    }
}
