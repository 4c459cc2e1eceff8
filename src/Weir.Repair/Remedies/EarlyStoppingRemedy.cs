using Weir.Training;

namespace Weir.Repair;

/// <summary>The weights of the best epoch, where a run gets worse for what it has not seen.</summary>
internal sealed class EarlyStoppingRemedy : Remedy
{
    public override string Name => "early-stopping";

    public override string Title => "the weights of the best epoch";

    public override string Quantity => "loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Prechelt, 1998";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["overfitting"] = 0.9,
        ["oscillation"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (about.Recipe.EarlyStopping is not null || about.Facts.Data is not { ValidationSamples: > 0 })
            yield break;
        yield return Offer("", "it ends with the weights of its best epoch", "what comes after the best epoch is learnt by heart",
            recipe => recipe with { EarlyStopping = new EarlyStoppingRecipe() });
    }
}
