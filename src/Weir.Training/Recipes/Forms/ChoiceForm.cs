using System.Text.Json.Nodes;
using Weir.Nn;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>
/// A name of a family, with a number where the member takes one: <c>relu</c>, <c>{leaky-relu: 0.1}</c> or <c>{leaky-relu: {slope:
/// 0.1}}</c>.
/// </summary>
/// <typeparam name="T">The family.</typeparam>
/// <param name="family">What the family is called.</param>
/// <param name="members">Its members by name.</param>
internal sealed class ChoiceForm<T>(string family, IReadOnlyDictionary<string, FamilyMember<T>> members) : Form<Choice>
{
    private readonly string[] _names = [.. members.Keys];

    public override bool Read(Reading at, out Choice value)
    {
        value = new Choice("");
        ShortForm.Lengthen(at.Node, ShortForm.Of(at.Node)?.Value);
        (YamlNode nameNode, YamlNode? numberNode) = at.Node is YamlMappingNode { Children.Count: 1 } mapping
            ? (mapping.Children[0].Key, mapping.Children[0].Value)
            : (at.Node, null);
        if (nameNode is not YamlScalarNode { Value: { Length: > 0 } name })
            return at.Fail($"{at.Path}: expected one {family}, found {at.Found}; there are {string.Join(", ", _names)}");
        Reading atName = at with { Node = nameNode };
        if (!members.TryGetValue(name, out FamilyMember<T>? member))
            return atName.Fail($"{at.Path}: there is no {family} '{name}'; there are {string.Join(", ", _names)}",
                Spelling.Nearest(name, _names), $"{family} '{name}'");
        value = new Choice(name) { Maker = member.Make };
        if (numberNode is null)
            return true;
        if (member.Number is not { } wanted)
            return atName.Fail($"{at.Path}: '{name}' takes no number");
        Reading atNumber = at.Below(numberNode, name);
        ShortForm.Lengthen(numberNode, wanted.Name);
        if (numberNode is YamlMappingNode { Children.Count: 1 } named)
        {
            if ((named.Children[0].Key as YamlScalarNode)?.Value != wanted.Name)
                return (at with { Node = named.Children[0].Key })
                    .Fail($"{at.Path}: '{name}' takes one number, its {wanted.Name}", wanted.Name);
            atNumber = atNumber.Below(named.Children[0].Value, wanted.Name);
        }

        if (!NumberForm.Of(wanted.Range).Read(atNumber, out double number))
            return false;
        value = value with { Number = number };
        return true;
    }

    public override YamlNode? Write(Choice value) => value switch
    {
        null => null,
        { Number: { } number } => new YamlMappingNode(new YamlScalarNode(value.Name), new NumberForm().Write(number)),
        _ => new YamlScalarNode(value.Name),
    };

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach ((string name, FamilyMember<T> member) in members)
        {
            if (member.Number is { } number)
            {
                NumberForm form = NumberForm.Of(number.Range);
                JsonObject keyed = new()
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject { [number.Name] = form.Schema() },
                };
                properties[name] = new JsonObject { ["description"] = number.Name, ["anyOf"] = new JsonArray(form.Schema(), keyed) };
            }
        }

        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray([.. _names.Select(name => (JsonNode)name)]) },
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
