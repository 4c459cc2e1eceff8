using Weir.Training;

namespace Weir.Repair;

/// <summary>A rate that falls over the whole run and not before.</summary>
internal sealed class ScheduleRemedy : Remedy
{
    public override string Name => "schedule";

    public override string Title => "a rate that falls over the whole run";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Loshchilov and Hutter, 2017";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["short-schedule"] = 1,
        ["oscillation"] = 0.5,
        ["learning-rate-too-low"] = 0.5,
        ["learning-rate-too-high"] = 0.2,
        ["plateau"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        bool falls = recipe.Schedule is not (null or ConstantScheduleRecipe);
        string? early = about.Facts.Setup is { SpentAt: > 0.5 } && falls && !about.Has("short-schedule")
            ? $"half of the rates are still to come at {about.Facts.Setup.SpentAt:p0} of the run" : null;
        if (falls)
            yield return Offer("none", $"no {recipe.Schedule!.Name} schedule", "the rate stays high enough to the end", each =>
                each with { Schedule = null }, 1, early);
        if (recipe.Schedule is not CosineScheduleRecipe)
        {
            yield return Offer("cosine", "the rate falls along a cosine over the whole run", "long steps first, short ones at the end",
                each => each with { Schedule = new CosineScheduleRecipe() }, falls ? 0.9 : 0.5);
        }
    }
}
