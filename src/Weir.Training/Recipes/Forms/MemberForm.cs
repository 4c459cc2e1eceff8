using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A member of a family with its options: <c>{sgd: {rate: 0.1}}</c>, or its name alone where all options have defaults.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="family">What the family is called.</param>
/// <param name="initial">What stands for a member that could not be read.</param>
/// <param name="members">The members by name.</param>
internal sealed class MemberForm<T>(string family, T initial, params (string Name, Form<T> Options)[] members) : Form<T>
{
    public override bool Read(Reading at, out T value)
    {
        value = initial;
        ShortForm.Lengthen(at.Node, ShortForm.Of(at.Node)?.Value, new YamlMappingNode());
        (string? name, Reading options) = at.Node switch
        {
            YamlScalarNode scalar => (scalar.Value, at with { Node = new YamlMappingNode() }),
            YamlMappingNode { Children.Count: 1 } mapping =>
                ((mapping.Children[0].Key as YamlScalarNode)?.Value, at with { Node = mapping.Children[0].Value }),
            _ => (null, at),
        };
        string all = string.Join(", ", members.Select(member => member.Name));
        if (string.IsNullOrEmpty(name))
            return at.Fail($"{at.Path}: expected one {family} with its options, found {Found(at)}; there are {all}");
        foreach ((string known, Form<T> form) in members)
        {
            if (known != name)
                continue;
            int before = at.Errors.Count;
            bool read = form.Read(options with { Path = $"{at.Path}.{name}" }, out value);
            // A name alone has no node for its options: faults stand at the name.
            for (int i = before; i < at.Errors.Count && at.Node is YamlScalarNode; i++)
                at.Errors[i] = at.Errors[i] with { Place = at.Place };
            return read;
        }

        return at.Fail($"{at.Path}: there is no {family} '{name}'; there are {all}",
            Spelling.Nearest(name, members.Select(member => member.Name)), $"{family} '{name}'");
    }

    private static string Found(Reading at) => at.Node is YamlMappingNode { Children.Count: > 1 } several
        && several.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value).ToArray() is { Length: > 1 } names
        ? $"{string.Join(" and ", names.Select(name => $"'{name}'"))}; keep one (a setting takes another with '{at.Path}={names[^1]}' "
            + "before its options)"
        : at.Found;

    public override YamlNode? Write(T value)
    {
        foreach ((string name, Form<T> form) in members)
        {
            if (form.Write(value) is { } options)
                return options is YamlMappingNode { Children.Count: 0 } ? new YamlScalarNode(name)
                    : new YamlMappingNode(new YamlScalarNode(name), options);
        }

        return null;
    }

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach ((string name, Form<T> form) in members)
            properties[name] = form.Schema();
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray([.. members.Select(member => (JsonNode)member.Name)]) },
                new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["minProperties"] = 1,
                    ["maxProperties"] = 1,
                    ["properties"] = properties
                }),
        };
    }
}
