using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How <see cref="ActivationRecipe"/> is written: <c>relu</c> or <c>leaky-relu: 0.1</c>.</summary>
internal sealed class ActivationForm(Families families) : LayerForm
{
    public override IReadOnlyList<string> Names { get; } = [.. families.Registry.Activations.Keys];

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = families.Activation.Read(at, out Choice function);
        layer = new ActivationRecipe(function);
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => layer is ActivationRecipe activation
        ? families.Activation.Write(activation.Function) : null;

    public override JsonObject Schema() => families.Activation.Schema();
}
