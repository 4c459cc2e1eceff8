using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>Values by names that are not known here, as in <c>{WEIR101: off, zig-zag: warning}</c>.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="what">What the names are of, for messages.</param>
/// <param name="value">How a value is written.</param>
internal sealed class SettingsForm<T>(string what, Form<T> value) : Form<ValueList<DiagnosisSetting<T>>>
{
    public override bool Read(Reading at, out ValueList<DiagnosisSetting<T>> settings)
    {
        settings = [];
        if (at.Node is not YamlMappingNode mapping)
            return at.Fail($"{at.Path}: expected names of {what} with a value each, found {at.Found}");
        bool read = true;
        List<DiagnosisSetting<T>> found = [];
        foreach ((YamlNode keyNode, YamlNode node) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? "";
            read &= value.Read(at.Below(node, key), out T given);
            found.Add(new DiagnosisSetting<T>(key, given) { Place = at.PlaceOf(keyNode) });
        }

        settings = [.. found];
        return read;
    }

    public override YamlNode Write(ValueList<DiagnosisSetting<T>> settings)
    {
        YamlMappingNode mapping = new();
        foreach (DiagnosisSetting<T> setting in settings)
            mapping.Add(setting.Name, value.Write(setting.Value)!);
        return mapping;
    }

    public override JsonObject Schema() => new() { ["type"] = "object", ["additionalProperties"] = value.Schema() };
}
