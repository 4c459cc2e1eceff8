using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>true or false.</summary>
internal sealed class BooleanForm : Form<bool>
{
    public override bool Read(Reading at, out bool value)
    {
        value = false;
        return (at.Node is YamlScalarNode { Style: ScalarStyle.Plain } scalar && bool.TryParse(scalar.Value, out value))
            || at.Fail($"{at.Path}: expected true or false, found {at.Found}");
    }

    public override YamlNode Write(bool value) => new YamlScalarNode(value ? "true" : "false");

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}
