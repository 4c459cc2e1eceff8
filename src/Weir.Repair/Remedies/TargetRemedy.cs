using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Target values of mean 0 and deviation 1, with an output that can take any value: one change, for neither helps alone.</summary>
internal sealed class TargetRemedy : Remedy
{
    public override string Name => "scale-targets";

    public override string Title => "scaled targets and a linear output";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "LeCun et al., 1998 (Efficient BackProp); Bishop, 1995";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["loss-misfit"] = 0.95,
        ["bad-output-activation"] = 0.95,
        ["exploding-gradient"] = 0.35,
        ["learning-rate-too-high"] = 0.45,
        ["learning-rate-too-low"] = 0.3,
        ["gradient-growth"] = 0.3,
        ["non-finite"] = 0.3,
        ["no-gradient"] = 0.4,
        ["initial-loss"] = 0.5,
        ["units-died"] = 0.3,
        ["plateau"] = 0.3,
        ["saturation"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (about.Classifies || about.Facts.Data?.Target is not { Deviation: > 0 } target || !recipe.Loss.Loss().TakesScaledTargets)
            yield break;
        string? function = ModelShape.OutputFunction(recipe.Model)?.Name;
        bool scaled = recipe.Data.Targets == TargetScaling.Standardize || (recipe.Data.Targets == TargetScaling.Auto && function is null);
        if (scaled && function is null)
            yield break;
        string? refuted = function is null && Math.Abs(target.Mean) < 2 * target.Deviation && target.Deviation is > 0.3 and < 3
            ? $"targets have mean {target.Mean:g2} and deviation {target.Deviation:g2} as they are" : null;
        yield return Offer("", function is null ? "target values standardized"
            : $"target values standardized, and no {function} at the output",
            "first weights are drawn for outputs of unit size, and an output without a function reaches any value", each => each with
            {
                Model = ModelShape.WithLinearHead(each.Model),
                // By itself, behind a linear output, they are.
                Data = each.Data with
                {
                    Targets = each.Data.Targets == TargetScaling.Auto ? TargetScaling.Auto : TargetScaling.Standardize,
                },
            }, refuted: refuted);
    }
}
