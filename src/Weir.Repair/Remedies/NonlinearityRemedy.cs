using Weir.Training;

namespace Weir.Repair;

/// <summary>A function behind hidden layers that have none: without one, layers behind each other are as good as a single one.</summary>
internal sealed class NonlinearityRemedy : Remedy
{
    public override string Name => "non-linearity";

    public override string Title => "a function behind hidden layers that have none";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Minsky and Papert, 1969; He et al., 2015";

    public override bool RewritesLayers => true;

    // A fault of the structure, whatever else is found.
    public override double Prior => 0.35;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["missing-nonlinearity"] = 1,
        ["exploding-gradient"] = 0.5,
        ["plateau"] = 0.3,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        ValueList<LayerRecipe> model = about.Recipe.Model;
        if (!Bare(model).Any())
            yield break;
        // Depth without a function was no depth: with one, the first weights must fit it.
        bool narrow = ModelShape.Narrowest(model) < 12;
        foreach ((string function, double fit) in new[] { ("relu", narrow ? 0.8 : 1), ("tanh", 0.8), ("elu", narrow ? 1 : 0.7) })
        {
            yield return Offer(function, $"{function} behind hidden layers that had no function",
                "without a function between them, layers are together one linear map", recipe => With(recipe, new Choice(function)), fit);
        }
    }

    /// <summary>The hidden layers that have no function.</summary>
    internal static IEnumerable<LayerRecipe> Bare(ValueList<LayerRecipe> model)
    {
        int head = ModelShape.Head(model);
        for (int i = 0; i < head; i++)
        {
            bool follows = i + 1 < head && Follows(model, i + 1, head);
            if (model[i].Traits.HasFlag(LayerRecipeTraits.Product) && model[i].OwnFunction is null && !follows)
                yield return model[i];
        }
    }

    // A norm or dropout may stand between a product and its function.
    private static bool Follows(ValueList<LayerRecipe> model, int at, int head)
    {
        for (; at < head; at++)
        {
            if (ModelShape.IsFunction(model[at]))
                return true;
            if ((model[at].Traits & (LayerRecipeTraits.Norm | LayerRecipeTraits.Regularizer)) == LayerRecipeTraits.None
                || model[at].Traits.HasFlag(LayerRecipeTraits.Product))
                return false;
        }

        return false;
    }

    private static Recipe With(Recipe recipe, Choice function)
    {
        HashSet<LayerRecipe> bare = new(Bare(recipe.Model), ReferenceEqualityComparer.Instance);
        return recipe with
        {
            Model = [.. recipe.Model.Select(layer =>
                bare.Contains(layer) ? layer.WithFunction(function).WithFirstValues(null, null) : layer)],
        };
    }
}
