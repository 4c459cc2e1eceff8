using Weir.Training;

namespace Weir.Repair;

/// <summary>A rate that rises over the first steps.</summary>
internal sealed class WarmUpRemedy : Remedy
{
    public override string Name => "warm-up";

    public override string Title => "a rate that rises over the first steps";

    public override string Quantity => "diverged";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Goyal et al., 2017; Godbole et al., 2023 (tuning playbook)";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["learning-rate-too-high"] = 0.4,
        ["update-spike"] = 0.6,
        ["gradient-growth"] = 0.4,
        ["units-died"] = 0.3,
        ["non-finite"] = 0.35,
        ["oscillation"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (about.Recipe.Schedule is { WarmUp.Value: > 0 } || about.Facts.Setup?.TotalSteps < 100)
            yield break;
        double? moves = Measured.UpdateRatio(about);
        string? refuted = moves < 1e-4 && !about.Has("non-finite", "learning-rate-too-high")
            ? $"a step moves the weights by {moves:g2} of their size alone" : null;
        yield return Offer("", "the rate rises over the first 10 % of the run",
            "first steps, taken before anything is in balance, are small",
            recipe => recipe with
            {
                Schedule = (recipe.Schedule ?? new ConstantScheduleRecipe()) with { WarmUp = new Duration(10, DurationUnit.Percent) },
            }, 1, refuted);
    }
}
