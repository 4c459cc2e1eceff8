using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>Text.</summary>
/// <param name="pattern">A regular expression that it must match, or null.</param>
/// <param name="rule">The pattern in words.</param>
internal sealed class TextForm(System.Text.RegularExpressions.Regex? pattern = null, string? rule = null) : Form<string>
{
    public override bool Read(Reading at, out string value)
    {
        value = (at.Node as YamlScalarNode)?.Value ?? "";
        if (value.Length == 0)
            return at.Fail($"{at.Path}: expected text, found {at.Found}");
        return pattern is null || pattern.IsMatch(value) || at.Fail($"{at.Path}: {at.Found} cannot be used; {rule}");
    }

    public override YamlNode Write(string value) => new YamlScalarNode(value) { Style = Style(value) };

    public override YamlNode? WriteDefault(string value) => string.IsNullOrEmpty(value) ? null : Write(value);

    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "string" };
        if (pattern is not null)
            schema["pattern"] = pattern.ToString();
        return schema;
    }

    // Words stand bare; anything that YAML could take for something else is quoted.
    private static YamlDotNet.Core.ScalarStyle Style(string value) =>
        char.IsAsciiLetter(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            ? YamlDotNet.Core.ScalarStyle.Plain
            : YamlDotNet.Core.ScalarStyle.DoubleQuoted;
}
