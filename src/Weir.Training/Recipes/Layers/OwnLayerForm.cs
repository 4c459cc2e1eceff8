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
    private readonly RecordForm<LayerRecipe> _options = new RecordForm<LayerRecipe>(name, initial).Options(families);

    public override IReadOnlyList<string> Names { get; } = [name];

    public override IReadOnlyList<RecordField> Keys => _options.Keys;

    private MemberForm<LayerRecipe> Form => new("layer", initial, (name, _options));

    public override bool Read(Reading at, string name, out LayerRecipe layer) => Form.Read(at, out layer);

    public override YamlNode? Write(LayerRecipe layer) => Form.Write(layer);

    public override JsonObject Schema() => Form.Schema();
}
