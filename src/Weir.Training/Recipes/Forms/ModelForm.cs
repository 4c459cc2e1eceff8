using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>The layers of a recipe; or, in the directory of a run whose network a program gave, a word that says so.</summary>
/// <param name="families">What can be named.</param>
internal sealed class ModelForm(Families families) : Form<ValueList<LayerRecipe>>
{
    private const string Code = "written-in-code";

    private readonly ListForm<LayerRecipe> _layers = new(new LayerForms(families));

    public override bool Read(Reading at, out ValueList<LayerRecipe> value)
    {
        value = [];
        return at.Node is YamlScalarNode { Value: Code } || _layers.Read(at, out value);
    }

    public override YamlNode Write(ValueList<LayerRecipe> value) => value.Count == 0 ? new YamlScalarNode(Code) : _layers.Write(value);

    public override JsonObject Schema() => _layers.Schema();
}
