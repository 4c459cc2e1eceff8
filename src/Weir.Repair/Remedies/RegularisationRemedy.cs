using Weir.Training;

namespace Weir.Repair;

/// <summary>Weight decay or dropout, where a network learns its samples by heart.</summary>
internal sealed class RegularisationRemedy : Remedy
{
    public override string Name => "regularisation";

    public override string Title => "weight decay or dropout";

    public override string Quantity => "loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Krogh and Hertz, 1992; Srivastava et al., 2014";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double> { ["overfitting"] = 0.7 };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (recipe.Optimizer.Settings.WeightDecay == 0)
        {
            yield return Offer("decay", "weight decay 0.001", "weights that the data does not need shrink", each => each with
            {
                Optimizer = new OptimizerRecipe(each.Optimizer.Settings with { WeightDecay = 1e-3 }),
            });
        }

        int head = ModelShape.Head(recipe.Model);
        if (head > 0 && !ModelShape.All(recipe.Model).Any(layer => layer.Traits.HasFlag(LayerRecipeTraits.Regularizer)))
        {
            yield return Offer("dropout", "dropout 0.3 before the output", "no unit can rely on another", each => each with
            {
                Model = [.. each.Model.Take(head), new DropoutRecipe { Rate = 0.3 }, .. each.Model.Skip(head)],
            }, 0.8);
        }
    }
}
