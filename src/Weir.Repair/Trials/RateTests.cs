using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Range tests of recipes: each recipe is tested once, and none where the budget does not reach for it.</summary>
/// <param name="data">The data.</param>
/// <param name="ledger">What their samples are booked in.</param>
/// <param name="cancel">Stops a test; what it has is lost.</param>
internal sealed class RateTests(JudgedData data, RepairLedger ledger, CancellationToken cancel = default)
{
    /// <summary>Steps of a test: ten for each power of ten, fewer where batches are large.</summary>
    private const int Most = 70, Fewest = 20;

    /// <summary>Samples that the steps together may see, as in a pre-flight, so that large batches are not dear.</summary>
    private const int Samples = 16_384;

    private readonly Dictionary<Recipe, RateRangeResult> _known = [];

    /// <summary>The rates at which a recipe's loss falls; null where the budget does not reach.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="keep">What of the budget is to be left, in trainings.</param>
    public RateRangeResult? Of(Recipe recipe, double keep = 0)
    {
        if (_known.TryGetValue(recipe, out RateRangeResult? known))
            return known;
        DataSplit split = data.Branches;
        // A step of a test is one batch, whatever the recipe gathers.
        long batch = Math.Min(recipe.Batch, split.Training.Count);
        int steps = (int)Math.Clamp(Samples / batch, Fewest, Most);
        if (ledger.CostOf(steps * batch) + keep > ledger.Left)
            return null;
        using Trainer trainer = Trainer.Start(recipe with { Pretrain = null },
            new TrainerOptions { Data = split, Threads = 1, Measuring = false });
        RateRangeResult rates = trainer.TestRates(new RateRangeOptions { Low = 1e-6, Steps = steps }, cancel: cancel);
        cancel.ThrowIfCancellationRequested();
        ledger.Book(rates.Points.Count * batch);
        return _known[recipe] = rates;
    }
}
