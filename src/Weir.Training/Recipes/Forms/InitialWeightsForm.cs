using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>How <see cref="InitialWeightsRecipe"/> is written: a file's name, or its options.</summary>
/// <param name="families">What choices are made from.</param>
internal sealed class InitialWeightsForm(Families families) : Form<InitialWeightsRecipe>
{
    private readonly RecordForm<InitialWeightsRecipe> _form =
        new RecordForm<InitialWeightsRecipe>("initial-weights", new InitialWeightsRecipe()).Options(families)
        .Field("map", "Names of the file, or their first parts, that differ from the network's: {features.0: 1.conv, fc: ignore}.",
            new NamesForm(), weights => weights.Map, (weights, value) => weights with { Map = value });

    public override IReadOnlyList<RecordField> Keys => _form.Keys;

    public override bool Read(Reading at, out InitialWeightsRecipe value)
    {
        if (at.Node is YamlScalarNode { Value: { Length: > 0 } file })
        {
            value = new InitialWeightsRecipe { File = file };
            return true;
        }

        ShortForm.Lengthen(at.Node, "file");
        return _form.Read(at, out value);
    }

    public override YamlNode? Write(InitialWeightsRecipe value) => value is null ? null : _form.Write(value);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, _form.Schema()) };

    /// <summary>Names and what they are called in the network.</summary>
    private sealed class NamesForm : Form<ValueList<WeightName>>
    {
        public override bool Read(Reading at, out ValueList<WeightName> value)
        {
            value = [];
            if (at.Node is not YamlMappingNode mapping)
                return at.Fail($"{at.Path}: expected names of the file with those of the network, as {{features.0: 1.conv}}, found "
                    + $"{at.Found}");
            List<WeightName> names = [];
            foreach ((YamlNode from, YamlNode to) in mapping.Children)
            {
                if (from is not YamlScalarNode { Value: { Length: > 0 } known }
                    || to is not YamlScalarNode { Value: { Length: > 0 } called })
                    return at.Below(to, (from as YamlScalarNode)?.Value ?? "")
                        .Fail($"{at.Path}: expected a name, found {at.Below(to, "").Found}");
                names.Add(new WeightName(known, called));
            }

            value = [.. names];
            return true;
        }

        public override YamlNode Write(ValueList<WeightName> value)
        {
            YamlMappingNode mapping = new();
            foreach (WeightName name in value)
                mapping.Add(new YamlScalarNode(name.From) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted },
                    new YamlScalarNode(name.To) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted });
            return mapping;
        }

        public override JsonObject Schema() =>
            new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number") } };
    }
}
