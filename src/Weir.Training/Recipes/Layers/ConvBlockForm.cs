using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// How convolution + batch norm + rectifier is written as one unit: <c>conv-block: 32</c>, with the options of <c>conv</c>. It is the same
/// recipe as
/// <c>{conv: 32, batch-norm: true, activation: relu}</c>, and written as that.
/// </summary>
internal sealed class ConvBlockForm(Families families) : LayerForm
{
    private readonly RecordForm<ConvRecipe> _form = ConvRecipe.Options(
        new RecordForm<ConvRecipe>("a conv-block", new ConvRecipe { BatchNorm = true, Activation = new Choice("relu") })
        .Field("conv-block", "Channels that go out of the unit of convolution, batch norm and ReLU.", new IntegerForm<int>(1, 1_000_000),
            layer => layer.Channels, (layer, value) => layer with { Channels = value }, required: true), families);

    public override IReadOnlyList<string> Names { get; } = ["conv-block"];

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = _form.Read(at, out ConvRecipe found);
        layer = found;
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => null;

    public override JsonObject Schema() => _form.Schema();
}
