using Weir.Training;

namespace Weir.Repair;

/// <summary>Less dropout, where it takes more of the signal than the network can learn through.</summary>
internal sealed class DropoutRemedy : Remedy
{
    private const double Moderate = 0.2;

    public override string Name => "dropout";

    public override string Title => "less dropout";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Srivastava et al., 2014";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["over-regularised"] = 1,
        ["exploding-gradient"] = 0.5,
        ["plateau"] = 0.4,
        ["vanishing-gradient"] = 0.2,
        ["learning-rate-too-low"] = 0.2,
        ["batch-norm-gap"] = 0.4,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        double[] rates = [.. ModelShape.All(about.Recipe.Model).Select(layer => (layer as DropoutRecipe)?.Rate ?? 0).Where(rate =>
            rate > 0)];
        if (rates.Length == 0)
            yield break;
        string? refuted = rates.Max() <= Moderate && !about.Has("over-regularised") ? $"at most {rates.Max():p0} is dropped" : null;
        if (rates.Max() > Moderate)
        {
            yield return Offer("0.1", $"dropout {Rates.Text(rates.Max())} → 0.1", "nine tenths of the signal pass each layer",
                recipe => Each(recipe, dropout => dropout with { Rate = Math.Min(0.1, dropout.Rate) }), 0.9, refuted);
        }

        yield return Offer("none", "no dropout", "all of the signal passes each layer", recipe => Each(recipe, _ => null), 1, refuted);
    }

    private static Recipe Each(Recipe recipe, Func<DropoutRecipe, DropoutRecipe?> change) =>
        recipe with { Model = ModelShape.Map(recipe.Model, layer => layer is DropoutRecipe dropout ? change(dropout) : layer) };
}
