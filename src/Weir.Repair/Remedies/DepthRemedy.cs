using Weir.Training;

namespace Weir.Repair;

/// <summary>Fewer hidden layers, where many of the same stand one behind the other.</summary>
internal sealed class DepthRemedy : Remedy
{
    /// <summary>Layers of a kind, one behind the other, from which on they are many.</summary>
    private const int Deep = 6;

    /// <summary>Layers that are kept of each run of them.</summary>
    private const int Kept = 3;

    public override string Name => "depth";

    public override string Title => "fewer hidden layers";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Srivastava et al., 2015; He et al., 2016";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["dying-relu"] = 0.5,
        ["units-died"] = 0.3,
        ["vanishing-gradient"] = 0.35,
        ["exploding-gradient"] = 0.3,
        ["units-saturated"] = 0.25,
        ["plateau"] = 0.25,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (!LayerRun.Of(about.Recipe.Model, Deep).Any())
            yield break;
        yield return Offer($"{Kept}", $"{Kept} hidden layers of the same width one behind the other, no more",
            "each layer that the gradient passes weakens or strengthens it, and few of them are needed", With);
    }

    private static Recipe With(Recipe recipe)
    {
        List<LayerRecipe> model = [.. recipe.Model];
        foreach (LayerRun run in LayerRun.Of(recipe.Model, Deep).Reverse())
            run.Replace(model, Enumerable.Repeat(run.Block, Kept).SelectMany(block => block));
        return recipe with { Model = [.. model] };
    }
}
