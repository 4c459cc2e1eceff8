using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Things by the names that the file gives them, in its order.</summary>
/// <typeparam name="T">The kind of thing.</typeparam>
/// <param name="what">What one of them is called, for messages.</param>
/// <param name="read">Reads one; false where it has faults, which are noted.</param>
/// <param name="schema">The schema of one.</param>
/// <param name="write">Writes one, by its name.</param>
internal sealed class NamedForm<T>(string what, NamedForm<T>.Reader read, Func<JsonObject> schema,
    Func<T, (string Name, YamlNode Node)> write) : Form<ValueList<T>>
{
    /// <summary>Reads one.</summary>
    public delegate bool Reader(string name, Reading at, out T value);

    public override bool Read(Reading at, out ValueList<T> value)
    {
        value = [];
        if (at.Node is not YamlMappingNode { Children.Count: > 0 } mapping)
            return at.Fail($"{at.Path}: expected names, with a {what} each, found {(at.Node is YamlMappingNode ? "none" : at.Found)}");
        List<T> all = [];
        bool whole = true;
        foreach ((YamlNode key, YamlNode node) in mapping.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            if (name.Length == 0)
                whole = at.Below(key, "").Fail($"{at.Path}: a {what} needs a name");
            else if (read(name, at.Below(node, name), out T one))
                all.Add(one);
            else
                whole = false;
        }

        value = [.. all];
        return whole;
    }

    public override YamlNode Write(ValueList<T> value)
    {
        YamlMappingNode mapping = new();
        foreach (T one in value)
        {
            (string name, YamlNode node) = write(one);
            mapping.Add(new TextForm().Write(name), node);
        }

        return mapping;
    }

    public override JsonObject Schema() => new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = schema() };
}
