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
    private readonly RecordForm<ConvRecipe> _form = ConvRecipe.Keys("conv-block", "a conv-block",
        new ConvRecipe { BatchNorm = true, Activation = new Choice("relu") }, families);

    public override IReadOnlyList<string> Names { get; } = ["conv-block"];

    public override IReadOnlyList<RecordField> Keys => _form.Keys;

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = _form.Read(at, out ConvRecipe found);
        layer = found;
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => null;

    public override JsonObject Schema() => _form.Schema();
}
