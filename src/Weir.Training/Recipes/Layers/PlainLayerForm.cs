using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How a layer without options is written: its name alone.</summary>
/// <typeparam name="TLayer">The layer's recipe.</typeparam>
/// <param name="name">Its name.</param>
internal sealed class PlainLayerForm<TLayer>(string name) : LayerForm
    where TLayer : LayerRecipe, new()
{
    public override IReadOnlyList<string> Names { get; } = [name];

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        layer = new TLayer();
        return at.Node is YamlScalarNode || at.Fail($"'{name}' takes no options: write '- {name}'");
    }

    public override YamlNode? Write(LayerRecipe layer) => layer is TLayer ? new YamlScalarNode(name) : null;

    public override JsonObject Schema() => new() { ["const"] = name };
}
