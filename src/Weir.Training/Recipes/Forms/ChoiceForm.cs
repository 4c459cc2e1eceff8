using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A name of a family, with a number where the member takes one: <c>relu</c>, <c>{leaky-relu: 0.1}</c> or <c>{leaky-relu: {slope: 0.1}}</c>.</summary>
/// <param name="family">What the family is called.</param>
/// <param name="names">The names.</param>
/// <param name="numberOf">What the number of a name is called; null where it takes none.</param>
internal sealed class ChoiceForm(string family, IEnumerable<string> names, Func<string, string?> numberOf) : Form<Choice>
{
    private readonly string[] _names = [.. names];

    public override bool Read(Reading at, out Choice value)
    {
        value = new Choice("");
        (YamlNode nameNode, YamlNode? numberNode) = at.Node is YamlMappingNode { Children.Count: 1 } mapping
            ? (mapping.Children[0].Key, mapping.Children[0].Value)
            : (at.Node, null);
        if (nameNode is not YamlScalarNode { Value: { Length: > 0 } name })
            return at.Fail($"{at.Path}: expected one {family}, found {at.Found}; there are {string.Join(", ", _names)}");
        Reading atName = at with { Node = nameNode };
        if (!_names.Contains(name))
            return atName.Fail($"{at.Path}: there is no {family} '{name}'; there are {string.Join(", ", _names)}", Spelling.Nearest(name, _names));
        value = new Choice(name);
        if (numberNode is null)
            return true;
        if (numberOf(name) is not { } meaning)
            return atName.Fail($"{at.Path}: '{name}' takes no number");
        Reading atNumber = at.Below(numberNode, name);
        if (numberNode is YamlMappingNode { Children.Count: 1 } named)
        {
            if ((named.Children[0].Key as YamlScalarNode)?.Value != meaning)
                return (at with { Node = named.Children[0].Key }).Fail($"{at.Path}: '{name}' takes one number, its {meaning}", meaning);
            atNumber = atNumber.Below(named.Children[0].Value, meaning);
        }

        if (!Numbers(meaning).Read(atNumber, out double number))
            return false;
        value = value with { Number = number };
        return true;
    }

    public override YamlNode? Write(Choice value) => value switch
    {
        null => null,
        { Number: { } number } => new YamlMappingNode(new YamlScalarNode(value.Name), Numbers(numberOf(value.Name)!).Write(number)!),
        _ => new YamlScalarNode(value.Name),
    };

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach (string name in _names)
        {
            if (numberOf(name) is { } meaning)
            {
                JsonObject keyed = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject { [meaning] = Numbers(meaning).Schema() } };
                properties[name] = new JsonObject { ["description"] = meaning, ["anyOf"] = new JsonArray(Numbers(meaning).Schema(), keyed) };
            }
        }

        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray([.. _names.Select(name => (JsonNode)name)]) },
                new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["minProperties"] = 1, ["maxProperties"] = 1, ["properties"] = properties }),
        };
    }

    private static NumberForm Numbers(string? meaning) => meaning switch
    {
        "smoothing" => new NumberForm(0, 1) { MostIncluded = false },
        "delta" or "alpha" => new NumberForm(0) { LeastIncluded = false },
        "deviation" or "bound" or "gain" => new NumberForm(0),
        _ => new NumberForm(),
    };
}
