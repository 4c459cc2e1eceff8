using Weir.Nn;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How <see cref="NetworkRecipe"/> is written.</summary>
internal static class NetworkForm
{
    private static readonly (string Key, Func<NetworkRecipe, bool> IsGiven)[] s_options =
    [
        ("depth", layer => layer.Depth is not null),
        ("width", layer => layer.Width is not null),
        ("heads", layer => layer.Heads is not null),
        ("patch", layer => layer.Patch is not null),
        ("dropout", layer => layer.Dropout != 0),
        ("head", layer => layer.Head is not null),
        ("activation", layer => layer.Activation is not null),
        ("weight", layer => layer.Weight is not null),
    ];

    public static LayerForm Make(Families families) =>
        new OptionsLayerForm<NetworkRecipe>("network", new RecordForm<NetworkRecipe>("a network", new NetworkRecipe())
        .Field("network", $"The network: {string.Join(", ", NetworkRecipe.Names)}.",
            new WordForm<string>(null, [.. NetworkRecipe.Names.Select(name => (name, name))]), layer => layer.Network, (layer, value) =>
            layer with { Network = value }, required: true)
        .Field("depth", "VGG: 11, 13, 16 or 19. ResNet: 18, 34 or 50 for large images, 6·n + 2 as 20, 32, 56, 110 for small ones. MLP: "
            + "its layers. Transformer: its blocks. Default: 16, 20, 3, 4.", Count(10_000), layer => layer.Depth, (layer, value) =>
            layer with { Depth = value })
        .Field("width", "Channels of the first stage (VGG 64; ResNet 64, or 16 for small images), units of a hidden layer (MLP 100), "
            + "features of a place (char-transformer 128, vision-transformer 64).", Count(1_000_000), layer => layer.Width,
            (layer, value) => layer with { Width = value })
        .Field("heads", "Heads of the attention, which divide the width. Default 4.", Count(1000), layer => layer.Heads, (layer, value) =>
            layer with { Heads = value })
        .Field("patch", "Side of a patch of the vision transformer, which divides the image. Default 4.", Count(1000), layer => layer.Patch,
            (layer, value) => layer with { Patch = value })
        .Field("dropout", "Probability of being dropped in training: of entries in transformers, of the last branch in ResNets for small "
            + "images (stochastic depth). Default 0.", new NumberForm(0, 1) { MostIncluded = false }, layer => layer.Dropout,
            (layer, value) => layer with { Dropout = value })
        .Field("head", "What stands behind the convolutions of a VGG: 'global' (the mean over pixels and one dense layer) or 'dense' "
            + "(7×7 pixels and three dense layers, as published for 224×224). Default global.",
            new OptionalForm<ClassifierHead>(new WordForm<ClassifierHead>(null, ("global", ClassifierHead.Global),
            ("dense", ClassifierHead.Dense))), layer => layer.Head, (layer, value) => layer with { Head = value })
        .Field("activation", "The function of an MLP: a name, or {name: number}. Default relu.", families.Activation, layer =>
            layer.Activation!, (layer, value) => layer with { Activation = value })
        .Field("weight", "First weights of an MLP: a name, or {name: number}. Default: what fits the function.", families.Initializer,
            layer => layer.Weight!, (layer, value) => layer with { Weight = value })
        .Check(Wrong));

    private static string? Wrong(NetworkRecipe layer)
    {
        NetworkFamily family = NetworkFamily.All[layer.Network];
        foreach ((string key, Func<NetworkRecipe, bool> isGiven) in s_options)
        {
            if (isGiven(layer) && !family.Options.Contains(key))
                return $"'{layer.Network}' has no option '{key}'; it has "
                    + $"{(family.Options.Length == 0 ? "none" : string.Join(", ", family.Options))}";
        }

        return family.Wrong(layer);
    }

    private static OptionalForm<int> Count(int most) => new(new IntegerForm<int>(1, most));
}
