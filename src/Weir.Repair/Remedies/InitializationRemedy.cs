using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>First weights by the gain of the function behind each layer, by the data, or by the width alone.</summary>
internal sealed class InitializationRemedy : Remedy
{
    public override string Name => "initialization";

    public override string Title => "first weights that keep the signal's size";

    public override string Quantity => "attenuation-start";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Glorot and Bengio, 2010; He et al., 2015; Saxe et al., 2014; Mishkin and Matas, 2016";

    public override double Prior => 0.04;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["symmetric-init"] = 1,
        ["saturation"] = 1,
        ["exploding-gradient"] = 0.9,
        ["vanishing-gradient"] = 0.85,
        ["dying-relu"] = 0.9,
        ["initial-loss"] = 0.7,
        ["no-gradient"] = 0.6,
        ["units-saturated"] = 0.5,
        ["units-died"] = 0.4,
        ["gradient-growth"] = 0.4,
        ["plateau"] = 0.3,
        ["learning-rate-too-low"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        ValueList<LayerRecipe> model = recipe.Model;
        LayerRecipe[] given = [.. ModelShape.All(model).Where(HasGiven)];
        bool transformer = model.Any(layer => layer.Traits.HasFlag(LayerRecipeTraits.Transformer));
        if (given.Length > 0)
        {
            yield return Offer("auto", $"first weights by the function behind each layer instead of {Named(given)}",
                "weights drawn by the layer's width and function keep signal and gradient at their size from layer to layer",
                each => each with
                {
                    Model = ModelShape.Map(each.Model, layer => layer.WithFirstValues(null, null)),
                    Initialize = null,
                }, given.All(IsScaled) ? 0.4 : 1,
                    Kept(about));
        }

        if (ModelShape.Depth(model) < 1 || recipe.Initialize is not null)
            yield break;
        double besides = given.Length > 0 ? 0.6 : 0.4;
        yield return Offer("lsuv", "first weights by the data (LSUV)", "each layer's output is brought to deviation 1 on training samples",
            each => each with { Initialize = new LsuvInitialization(), Model = ModelShape.Map(each.Model, WithoutBias) }, besides);
        if (ModelShape.HiddenFunctions(model) is { Count: >= 4 } functions && functions.All(IsOdd))
        {
            yield return Offer("orthogonal", "orthogonal first weights between the layers",
                "they keep the length of every signal, not of the average one alone",
                each => each with { Model = ModelShape.MapHidden(each.Model, Orthogonal) }, besides);
        }

        if (transformer && model.OfType<EmbeddingRecipe>().FirstOrDefault() is { Width: var width })
        {
            double deviation = Math.Sqrt(1 / (3.0 * width));
            yield return Offer("width", $"first weights of the head with deviation √(1/(3·{width}))",
                "a fixed deviation of 0.02 is too large for wide transformers (pre-BLOOM 104B)",
                each => each with
                {
                    Model = ModelShape.Map(each.Model, layer => IsDense(layer)
                        ? layer.WithFirstValues(new Choice("normal", Math.Round(deviation, 4)), layer.FirstValues.Bias) : layer)
                }, 0.5);
        }
    }

    /// <summary>Whether signal and gradient keep their size with the weights that there are.</summary>
    private static string? Kept(RepairCase about)
    {
        double? attenuation = Measured.Median(about.Draws.Samples.Select(sample => sample.Attenuation));
        bool told = about.Has("symmetric-init", "saturation", "dying-relu", "initial-loss", "exploding-gradient", "vanishing-gradient",
            "no-gradient");
        return !told && attenuation is { } decades && Math.Abs(decades) < 0.1
            ? $"the gradient changes by {decades:f2} decades a layer alone before the first step" : null;
    }

    // Drawn by the layer's width: another rule of the same kind changes little.
    private static bool IsScaled(LayerRecipe layer)
    {
        (Choice? weight, Choice? bias) = layer.FirstValues;
        return (bias is null || bias.Initializer() is Zeros)
            && (weight is null || (weight.Number is null && weight.Initializer().IsByWidth));
    }

    // Flat on both sides around 0, as tanh: between, it is nearly linear, and weights that keep lengths keep the signal's.
    private static bool IsOdd(Choice function) =>
        (function.FunctionTraits & (LayerTraits.Squashing | LayerTraits.Nonnegative)) == LayerTraits.Squashing;

    private static bool HasGiven(LayerRecipe layer) => layer.FirstValues is not (null, null);

    private static bool IsDense(LayerRecipe layer) => layer.Traits.HasFlag(LayerRecipeTraits.Dense);

    private static LayerRecipe WithoutBias(LayerRecipe layer) => layer.WithFirstValues(layer.FirstValues.Weight, null);

    private static LayerRecipe Orthogonal(LayerRecipe layer) =>
        IsDense(layer) ? layer.WithFirstValues(new Choice("orthogonal"), null) : layer;

    private static string Named(LayerRecipe[] layers) => string.Join(", ", layers.Select(layer => layer.FirstValues)
        .SelectMany(values => new[] { values.Weight?.ToString(), values.Bias is { } bias ? $"biases {bias}" : null })
        .OfType<string>().Distinct().Take(3));
}
