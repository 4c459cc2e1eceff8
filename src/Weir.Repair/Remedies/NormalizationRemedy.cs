using Weir.Training;

namespace Weir.Repair;

/// <summary>A norm between each hidden layer's product and its function.</summary>
internal sealed class NormalizationRemedy : Remedy
{
    /// <summary>Statistics over fewer samples are too rough.</summary>
    private const int LeastBatch = 8;

    public override string Name => "normalization";

    public override string Title => "a norm between product and function";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Ioffe and Szegedy, 2015; Ba et al., 2016";

    public override bool RewritesLayers => true;

    public override double Prior => 0.06;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["vanishing-gradient"] = 0.65,
        ["exploding-gradient"] = 0.65,
        ["dying-relu"] = 0.6,
        ["saturation"] = 0.5,
        ["units-died"] = 0.4,
        ["units-saturated"] = 0.4,
        ["gradient-growth"] = 0.3,
        ["plateau"] = 0.25,
        ["unscaled-input"] = 0.2,
        ["zig-zag"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        LayerRecipeTraits traits = ModelShape.All(recipe.Model)
            .Aggregate(LayerRecipeTraits.None, (all, layer) => all | layer.Traits);
        if (traits.HasFlag(LayerRecipeTraits.Norm) || traits.HasFlag(LayerRecipeTraits.Recurrent) || ModelShape.Depth(recipe.Model) == 0)
            yield break;
        bool images = traits.HasFlag(LayerRecipeTraits.Images);
        if (recipe.Batch >= LeastBatch)
        {
            yield return Offer("batch", "batch norm between product and function",
                "whatever the weights' size, each unit's signal has deviation 1 over the batch",
                each => With(each, () => new BatchNormRecipe()));
        }

        if (!images)
        {
            yield return Offer("layer", "layer norm between product and function",
                "whatever the weights' size, each sample's signal has deviation 1 over the units", each =>
                    With(each, () => new LayerNormRecipe()),
                recipe.Batch >= LeastBatch ? 0.6 : 1);
        }
    }

    private static Recipe With(Recipe recipe, Func<LayerRecipe> norm)
    {
        int head = ModelShape.Head(recipe.Model);
        return recipe with
        {
            Model = [.. Insert(head < 0 ? recipe.Model : recipe.Model.Take(head), norm), .. head < 0 ? [] : recipe.Model.Skip(head)],
        };
    }

    private static IEnumerable<LayerRecipe> Insert(IEnumerable<LayerRecipe> layers, Func<LayerRecipe> norm) => layers.SelectMany(layer =>
    {
        if (layer.Parts.Count > 0)
            return [layer.WithParts([.. Insert(layer.Parts, norm)])];
        if (!layer.Traits.HasFlag(LayerRecipeTraits.Product))
            return [layer];
        // A bias has no effect in front of a norm, and convolutions have theirs built in.
        if (layer.WithBatchNorm() is { } normed)
            return [normed];
        LayerRecipe[] each = layer.OwnFunction is { } function
            ? [layer.WithFunction(null).Once(), norm(), new ActivationRecipe(function)] : [layer.Once(), norm()];
        return Enumerable.Repeat(each, layer.Count).SelectMany(parts => parts);
    });
}
