namespace Weir.Training;

/// <summary>
/// The one walk over all layers of a model, those that other layers hold included. Each is told with its place: <c>2</c> for the second,
/// <c>2.1</c> for the first that the second holds.
/// </summary>
internal static class LayerWalk
{
    /// <summary>All layers, each before those that it holds.</summary>
    /// <param name="layers">The layers of a model.</param>
    public static IEnumerable<(LayerRecipe Layer, string Place)> All(IEnumerable<LayerRecipe> layers) => All(layers, "");

    /// <summary>The same layers, each changed after those that it holds.</summary>
    /// <param name="layers">The layers of a model.</param>
    /// <param name="change">What becomes of a layer at a place.</param>
    public static ValueList<LayerRecipe> Changed(IEnumerable<LayerRecipe> layers, Func<LayerRecipe, string, LayerRecipe> change) =>
        Changed(layers, "", change);

    private static IEnumerable<(LayerRecipe Layer, string Place)> All(IEnumerable<LayerRecipe> layers, string within) =>
        layers.SelectMany((layer, i) => All(layer.Parts, $"{within}{i + 1}.").Prepend((layer, $"{within}{i + 1}")));

    private static ValueList<LayerRecipe> Changed(IEnumerable<LayerRecipe> layers, string within,
        Func<LayerRecipe, string, LayerRecipe> change) =>
        [.. layers.Select((layer, i) => change(layer.Parts.Count == 0 ? layer
            : layer.WithParts(Changed(layer.Parts, $"{within}{i + 1}.", change)), $"{within}{i + 1}"))];
}
