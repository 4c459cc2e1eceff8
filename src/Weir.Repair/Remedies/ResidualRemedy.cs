using Weir.Training;

namespace Weir.Repair;

/// <summary>Shortcuts around hidden layers of the same width.</summary>
internal sealed class ResidualRemedy : Remedy
{
    private const int LeastLayers = 3;

    public override string Name => "residual";

    public override string Title => "shortcuts around hidden layers";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "He et al., 2016; Zhang et al., 2019 (Fixup); Bachlechner et al., 2021 (ReZero)";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["vanishing-gradient"] = 0.55,
        ["exploding-gradient"] = 0.3,
        ["dying-relu"] = 0.6,
        ["units-died"] = 0.3,
        ["plateau"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (!LayerRun.Of(recipe.Model, LeastLayers).Any())
            yield break;
        const string Why = "the gradient reaches every layer past the others, however little those let through";
        yield return Offer("", "a shortcut around each hidden layer of the same width", Why, With);
        bool norms = ModelShape.All(recipe.Model).Any(layer => layer.Traits.HasFlag(LayerRecipeTraits.Norm));
        if (!norms && recipe.Initialize is null)
        {
            yield return Offer("zero", "a shortcut around each hidden layer, whose branch begins at nothing (Fixup)",
                Why + "; at the start each block passes its input on as it is", each =>
                    With(each) with { Initialize = new FixupInitialization() }, 0.7);
        }
    }

    private static Recipe With(Recipe recipe)
    {
        List<LayerRecipe> model = [.. recipe.Model];
        // The first brings the signal to the width; the others keep it.
        foreach (LayerRun run in LayerRun.Of(recipe.Model, LeastLayers).Reverse())
            run.Replace(model, [.. run.Block, new ResidualRecipe { Branch = [.. run.Block], Repeat = run.Layers - 1 }]);
        return recipe with { Model = [.. model] };
    }
}
