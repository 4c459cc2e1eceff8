using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How a layer of a program's own is written: <c>highway</c>, or <c>highway: {width: 20}</c>.</summary>
/// <param name="name">Its name.</param>
/// <param name="initial">The layer with all defaults.</param>
/// <param name="families">What choices are made from.</param>
internal sealed class OwnLayerForm(string name, LayerRecipe initial, Families families) : LayerForm
{
    private readonly MemberForm<LayerRecipe> _form =
        new("layer", initial,
            (name, new RecordForm<LayerRecipe>(name, initial).Options(families, layer => layer, (_, changed) => changed)));

    public override IReadOnlyList<string> Names { get; } = [name];

    public override bool Read(Reading at, string name, out LayerRecipe layer) => _form.Read(at, out layer);

    public override YamlNode? Write(LayerRecipe layer) => _form.Write(layer);

    public override JsonObject Schema() => _form.Schema();
}
