namespace Weir.Diagnosis;

/// <summary>
/// A momentum that remembers the gradients of a large part of the run: the network swings about where it should come to rest.
/// </summary>
internal sealed class LongMomentum : Rule
{
    private static readonly Threshold s_memory = new("memory", 0.2, "steps that momentum remembers, 1/(1 − momentum), over those of the "
        + "run: what is gathered fades to 1/e in so many (Polyak, 1964)", Origin.Theory);

    private static readonly Threshold s_momentum = new("momentum", 0.95, "momentum up to which nothing is said, however short the run: "
        + "0.9 is customary", Origin.Convention);

    public override Diagnostic Diagnostic { get; } = new("WEIR311", "long-momentum", "momentum outlasts the run")
    {
        Meaning = "Momentum adds up the gradients of the last 1/(1 − momentum) steps. Where these are a large part of the run, steps go on "
            + "in directions that were right long ago, grow to that many times their size, and the weights swing through every valley.",
        Remedies = ["momentum of 0.9", "a rate as much lower as momentum gathers more", "more steps"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_memory, s_momentum];

    public override Needs Needs => Needs.Setup;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Setup is not { TotalSteps: > 0 } setup || setup.Momentum <= limits.Of(s_momentum))
            return null;
        double steps = 1 / Math.Max(1e-12, 1 - setup.Momentum), share = steps / setup.TotalSteps;
        if (share < limits.Of(s_memory))
            return null;
        string length = steps > 1e9 ? "all steps that it ever made" : $"{steps:n0} steps";
        return Found(dossier, Severity.Warning,
            $"a momentum of {setup.Momentum:g6} remembers {length}, and the run has {setup.TotalSteps:n0}", null,
            new Evidence("1/(1 − momentum) / steps of the run", share, limits.Of(s_memory), "below 0.01"));
    }
}
