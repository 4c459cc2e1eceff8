using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A whole network by its name, with as many outputs as the task has: <c>{network: resnet, depth: 20}</c>. Options that a network does not
/// have are refused.
/// </summary>
public sealed record NetworkRecipe : LayerRecipe
{
    /// <summary>Its name, one of <see cref="Names"/>.</summary>
    public string Network { get; init; } = "resnet";

    /// <summary>Layers with weights, or blocks of a transformer; null for the name's usual depth. Default null.</summary>
    public int? Depth { get; init; }

    /// <summary>
    /// Channels of the first stage, units of a hidden layer, or features of a place; null for the name's usual width. Default null.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>Heads of the attention; null for 4. Default null.</summary>
    public int? Heads { get; init; }

    /// <summary>Side of a patch; null for 4. Default null.</summary>
    public int? Patch { get; init; }

    /// <summary>
    /// Probability of being dropped in training: of entries in transformers, of the last branch in ResNets for small images. Default 0.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>What stands behind the convolutions of a VGG; null for <see cref="ClassifierHead.Global"/>. Default null.</summary>
    public ClassifierHead? Head { get; init; }

    /// <summary>The function of a plain net; null for ReLU. Default null.</summary>
    public Choice? Activation { get; init; }

    /// <summary>First weights of a plain net; null for what fits the function. Default null.</summary>
    public Choice? Weight { get; init; }

    /// <summary>The networks that there are.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. NetworkFamily.All.Keys];

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => Network == "gpt" ? LayerRecipeTraits.Transformer : LayerRecipeTraits.None;

    /// <inheritdoc/>
    public override (Choice? Weight, Choice? Bias) FirstValues => (Weight, null);

    /// <inheritdoc/>
    public override LayerRecipe WithFirstValues(Choice? weight, Choice? bias) => this with { Weight = weight };

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        NetworkFamily.All.TryGetValue(Network, out NetworkFamily? family)
            ? family.Build(this, input, outputs)
            : throw new RecipeException(Place, $"model: there is no network '{Network}'; there are {string.Join(", ", Names)}");
}
