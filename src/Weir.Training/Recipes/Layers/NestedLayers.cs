using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// Layers inside a layer: the same forms as those of the model, to which the schema refers instead of repeating them without end.
/// </summary>
/// <param name="layers">Those forms.</param>
internal sealed class NestedLayers(LayerForms layers) : Form<LayerRecipe>
{
    public override bool Read(Reading at, out LayerRecipe value) => layers.Read(at, out value);

    public override YamlNode? Write(LayerRecipe value) => layers.Write(value);

    public override JsonObject Schema() => new() { ["$ref"] = "#/properties/model/items" };
}
