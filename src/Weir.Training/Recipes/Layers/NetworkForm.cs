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
        .Options(families)
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
}
