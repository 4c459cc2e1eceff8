using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How <see cref="PReluRecipe"/> is written: <c>prelu</c> or <c>prelu: {slope: 0.1, per-unit: true}</c>.</summary>
internal sealed class PReluForm : LayerForm
{
    private static readonly RecordForm<PReluRecipe> s_options = new RecordForm<PReluRecipe>("prelu", new PReluRecipe())
        .Field("slope", "The first slope on the negative side. Default 0.25.", new NumberForm(), layer => layer.Slope, (layer, value) =>
            layer with { Slope = value })
        .Field("per-unit", "Whether each unit has a slope of its own. Default false.", new BooleanForm(), layer => layer.PerUnit,
            (layer, value) => layer with { PerUnit = value });

    private static readonly MemberForm<PReluRecipe> s_form = new("layer", new PReluRecipe(), ("prelu", s_options));

    public override IReadOnlyList<string> Names => ["prelu"];

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = s_form.Read(at, out PReluRecipe prelu);
        layer = prelu;
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => layer is PReluRecipe prelu ? s_form.Write(prelu) : null;

    public override JsonObject Schema() => s_form.Schema();
}
