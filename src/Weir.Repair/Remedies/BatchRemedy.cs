using Weir.Training;

namespace Weir.Repair;

/// <summary>Smaller batches where an epoch has few steps, larger ones where a sample alone is too rough.</summary>
internal sealed class BatchRemedy : Remedy
{
    private const long FewSteps = 500;

    public override string Name => "batch";

    public override string Title => "another batch size";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Keskar et al., 2017; Masters and Luschi, 2018";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["batch-of-one"] = 1,
        ["batch-norm-gap"] = 0.8,
        ["learning-rate-too-low"] = 0.7,
        ["short-schedule"] = 0.3,
        ["oscillation"] = 0.4,
        ["plateau"] = 0.25,
        ["learning-rate-too-high"] = 0.2,
        ["overfitting"] = 0.1,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (about.Facts.Setup is not { } setup || about.Facts.Data is not { } data)
            yield break;
        int batch = about.Recipe.Batch;
        if (batch < 16 && data.Samples >= 64 && about.Has("batch-of-one", "batch-norm-gap", "oscillation", "learning-rate-too-high"))
            yield return To(32, "the mean over a batch tells the direction better than a sample alone", 1, null);
        if (batch <= 4)
            yield break;
        string? refuted = setup.TotalSteps > 20 * FewSteps ? $"the run has {setup.TotalSteps} steps as it is" : null;
        double fit = setup.TotalSteps < FewSteps ? 1 : 0.5;
        yield return To(Math.Max(2, batch / 4), $"as many samples make four times the steps; the run has {setup.TotalSteps}", fit, refuted);
        if (batch >= 64)
            yield return To(Math.Max(2, batch / 16), $"as many samples make sixteen times the steps; the run has {setup.TotalSteps}",
                0.9 * fit, refuted);

        Proposal To(int size, string why, double how, string? against) =>
            Offer($"{size}", $"batches of {size} instead of {batch}", why, recipe =>
                recipe with { Batch = size, Budget = Same(recipe, size) }, how, against);
    }

    // As many samples as before.
    private static BudgetRecipe Same(Recipe recipe, int batch) => recipe.Budget.Steps is { } steps
        ? recipe.Budget with { Steps = Math.Max(1, steps * recipe.Batch / batch) } : recipe.Budget;
}
