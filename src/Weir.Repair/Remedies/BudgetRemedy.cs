using Weir.Training;

namespace Weir.Repair;

/// <summary>A longer training, where a run ends while it still learns.</summary>
internal sealed class BudgetRemedy : Remedy
{
    public override string Name => "budget";

    public override string Title => "a longer training";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Hoffer et al., 2017";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["learning-rate-too-low"] = 0.5,
        ["short-schedule"] = 0.3,
        ["plateau"] = 0.1,
    };

    public override bool IsLastResort => true;

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        long steps = about.Facts.Setup?.TotalSteps ?? long.MaxValue;
        if (steps > 2000)
            yield break;
        // So many steps are few for any network; how many times the training may grow is a matter of what the repair may cost.
        foreach (int factor in steps < 200 ? new[] { 4, 20 } : [4])
        {
            yield return Offer($"{factor}", $"a training {factor} times as long", $"{steps} steps are few for any network",
                recipe => With(recipe, factor), factor == 4 ? 1 : 0.9);
        }
    }

    private static Recipe With(Recipe recipe, int factor) => recipe with
    {
        Budget = recipe.Budget.Steps is { } steps ? recipe.Budget with { Steps = steps * factor }
            : recipe.Budget with { Epochs = (recipe.Budget.Epochs ?? BudgetRecipe.DefaultEpochs) * factor },
    };
}
