using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>One character.</summary>
internal sealed class CharacterForm : Form<char>
{
    public override bool Read(Reading at, out char value)
    {
        string text = (at.Node as YamlScalarNode)?.Value ?? "";
        value = text.Length == 1 ? text[0] : '\0';
        return text.Length == 1 || at.Fail($"{at.Path}: expected one character (in quotes, as \",\"), found {at.Found}");
    }

    public override YamlNode Write(char value) => new YamlScalarNode(value.ToString()) { Style = ScalarStyle.DoubleQuoted };

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 };
}
