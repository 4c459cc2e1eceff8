using Weir.Training;

namespace Weir.Repair;

/// <summary>Wider hidden layers, where they are so narrow that a few silent units stop the signal.</summary>
internal sealed class WidthRemedy : Remedy
{
    /// <summary>Of fifty layers of so many rectifiers one is dead at the start in less than one draw of a thousand.</summary>
    private const int Least = 16;

    /// <summary>What narrower layers are widened to.</summary>
    private const int Usual = 32;

    public override string Name => "width";

    public override string Title => "wider hidden layers";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Lu et al., 2019";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["dying-relu"] = 0.9,
        ["units-died"] = 0.5,
        ["vanishing-gradient"] = 0.2,
        ["exploding-gradient"] = 0.2,
        ["plateau"] = 0.3,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        // An auto-encoder is narrow on purpose: what passes through its narrowest layer is what it is for.
        if (about.Recipe.Data.Reconstruct || ModelShape.Narrowest(about.Recipe.Model) is not { } narrowest || narrowest >= Least)
            yield break;
        yield return Offer($"{Usual}", $"{Usual} units in hidden layers of fewer than {Least} (the narrowest has {narrowest})",
            $"in a layer of {narrowest} a few silent units stop all of the signal", recipe =>
                recipe with { Model = ModelShape.MapHidden(recipe.Model, With) }, narrowest <= Least / 2 ? 1 : 0.5);
    }

    private static LayerRecipe With(LayerRecipe layer) => layer.OwnWidth < Least ? layer.WithWidth(Usual) : layer;
}
