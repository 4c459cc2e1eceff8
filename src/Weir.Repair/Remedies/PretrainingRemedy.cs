using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Layers learnt one by one before the whole network.</summary>
internal sealed class PretrainingRemedy : Remedy
{
    public override string Name => "pre-training";

    public override string Title => "layers learnt one by one first";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Hinton et al., 2006; Bengio et al., 2007";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double> { ["vanishing-gradient"] = 0.2 };

    public override bool IsLastResort => true;

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        bool dense = about.Recipe.Model.All(layer => layer.Traits.HasFlag(LayerRecipeTraits.Dense));
        bool squashing = ModelShape.HiddenFunctions(about.Recipe.Model) is { Count: >= 2 } functions && functions.All(each =>
            each.FunctionTraits.HasFlag(LayerTraits.Squashing));
        if (about.Recipe.Pretrain is null && dense && squashing)
        {
            yield return Offer("", "the hidden layers learn one by one first",
                "each layer begins where it keeps what the one before it tells",
                recipe => recipe with { Pretrain = new AutoencoderRecipe() });
        }
    }
}
