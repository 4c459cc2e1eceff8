using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Another function between the layers, with the first weights that fit it.</summary>
internal sealed class ActivationRemedy : Remedy
{
    /// <summary>Below so many units a layer of rectifiers may be dead from the start.</summary>
    private const int Narrow = 12;

    public override string Name => "activation";

    public override string Title => "another function between the layers";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Glorot and Bengio, 2010; He et al., 2015; Clevert et al., 2016";

    public override bool RewritesLayers => true;

    public override double Prior => 0.05;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["vanishing-gradient"] = 0.9,
        ["exploding-gradient"] = 0.6,
        ["dying-relu"] = 0.7,
        ["units-died"] = 0.5,
        ["saturation"] = 0.5,
        ["units-saturated"] = 0.5,
        ["no-gradient"] = 0.4,
        ["zig-zag"] = 0.3,
        ["gradient-growth"] = 0.3,
        ["plateau"] = 0.25,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        ValueList<LayerRecipe> model = about.Recipe.Model;
        IReadOnlyList<Choice> functions = ModelShape.HiddenFunctions(model);
        if (functions.Count == 0)
            yield break;
        bool rectifiers = functions.All(each => each.FunctionTraits.HasFlag(LayerTraits.Rectifier));
        bool narrow = ModelShape.Narrowest(model) < Narrow;
        // A function without bound is the fault itself; what is flat on both sides takes a share of the gradient at each layer.
        double wild = functions.Any(function => function.Name is "exponential" or "softmax") ? 1 : 0.9;
        foreach ((string function, double fit, string why) in new[]
        {
            ("relu", rectifiers ? 0 : narrow ? 0.6 : wild,
                "a rectifier passes on the whole gradient where it is above 0; a sigmoid a quarter of it at most"),
            ("elu", rectifiers ? narrow ? 1 : 0.8 : narrow ? wild : 0.7,
                "it passes on the whole gradient above 0 and keeps a slope below, so that no unit is dead"),
            ("leaky-relu", rectifiers ? 0.75 : 0.6, "it keeps a slope below 0, so that no unit is dead"),
            ("tanh", functions.Any(function => function.Name == "tanh") ? 0 : rectifiers ? 0.5 : narrow ? 0.75 : 0.55,
                "its values lie around 0 and its derivative there is 1"),
            ("selu", 0.4, "it brings the signal of each layer to mean 0 and deviation 1"),
        })
        {
            if (fit <= 0 || functions.All(each => each.Name == function))
                continue;
            string before = string.Join(", ", functions.Select(each => each.Name).Distinct());
            yield return Offer(function, $"{before} → {function} between the layers", why, recipe => With(recipe, new Choice(function)),
                fit);
        }
    }

    /// <summary>The recipe with a function between its layers; first weights that were meant for the other are left to fit it.</summary>
    internal static Recipe With(Recipe recipe, Choice function) => recipe with
    {
        Model = ModelShape.MapHidden(recipe.Model, layer => !layer.Traits.HasFlag(LayerRecipeTraits.Product)
            ? layer.WithFunction(function)
            : (layer.OwnFunction is null ? layer : layer.WithFunction(function)).WithFirstValues(null, null)),
    };
}
