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
    [Option("VGG: 11, 13, 16 or 19. ResNet: 18, 34 or 50 for large images, 6·n + 2 as 20, 32, 56, 110 for small ones. MLP: its layers. "
        + "Transformer: its blocks.", Least = 1, Most = 10_000, Default = "16, 20, 3, 4")]
    public int? Depth { get; init; }

    /// <summary>
    /// Channels of the first stage, units of a hidden layer, or features of a place; null for the name's usual width. Default null.
    /// </summary>
    [Option("Channels of the first stage, units of a hidden layer, features of a place.", Least = 1, Most = 1_000_000,
        Default = "VGG 64; ResNet 64, or 16 for small images; MLP 100; char-transformer 128, vision-transformer 64")]
    public int? Width { get; init; }

    /// <summary>Heads of the attention; null for 4. Default null.</summary>
    [Option("Heads of the attention, which divide the width.", Least = 1, Most = 1000, Default = "4")]
    public int? Heads { get; init; }

    /// <summary>Side of a patch; null for 4. Default null.</summary>
    [Option("Side of a patch of the vision transformer, which divides the image.", Least = 1, Most = 1000, Default = "4")]
    public int? Patch { get; init; }

    /// <summary>
    /// Probability of being dropped in training: of entries in transformers, of the last branch in ResNets for small images. Default 0.
    /// </summary>
    [Option("Probability of being dropped in training: of entries in transformers, of the last branch in ResNets for small images "
        + "(stochastic depth).", Least = 0, Most = 1, BelowMost = true)]
    public double Dropout { get; init; }

    /// <summary>What stands behind the convolutions of a VGG; null for <see cref="ClassifierHead.Global"/>. Default null.</summary>
    [Option("What stands behind the convolutions of a VGG: 'global' (the mean over pixels and one dense layer) or 'dense' (7×7 pixels and "
        + "three dense layers, as published for 224×224).", Default = "global")]
    public ClassifierHead? Head { get; init; }

    /// <summary>The function of a plain net; null for ReLU. Default null.</summary>
    [Option("The function of an MLP: a name, or {name: number}.", Family = "activation", Default = "relu")]
    public Choice? Activation { get; init; }

    /// <summary>First weights of a plain net; null for what fits the function. Default null.</summary>
    [Option("First weights of an MLP: a name, or {name: number}.", Family = "initializer", Default = "what fits the function")]
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
