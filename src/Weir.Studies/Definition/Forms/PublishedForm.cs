using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Published figures: their source, and values with the levels that they are of.</summary>
internal sealed class PublishedForm : Form<ValueList<PublishedFigure>>
{
    /// <summary>The key of a figure beside the levels that it is of.</summary>
    public const string Value = "value";

    private const string Source = "source", Values = "values";

    public override bool Read(Reading at, out ValueList<PublishedFigure> value)
    {
        value = [];
        if (at.Node is not YamlMappingNode whole
            || !whole.Children.TryGetValue(new YamlScalarNode(Source), out YamlNode? sourceNode)
                || sourceNode is not YamlScalarNode { Value: { Length: > 0 } source }
            || !whole.Children.TryGetValue(new YamlScalarNode(Values), out YamlNode? valuesNode)
                || valuesNode is not YamlSequenceNode values)
        {
            return at.Fail($"{at.Path}: expected {{source: where, values: [{{factor: level, value: 97.3 %}}]}}, found {at.Found}");
        }

        bool read = true;
        List<PublishedFigure> figures = [];
        foreach (YamlNode node in values.Children)
        {
            if (node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(Value), out YamlNode? text)
                && text is YamlScalarNode { Value: { Length: > 0 } figure })
                figures.Add(new PublishedFigure(PatternForm.Of(mapping, Value), figure, source));
            else
                read = at.Below(node, Values).Fail(
                    $"{at.Path}.{Values}: expected the levels that the figure is of, and its value, as {{network: relu, value: 97.3 %}}");
        }

        value = [.. figures];
        return read;
    }

    public override YamlNode? Write(ValueList<PublishedFigure> value)
    {
        if (value.Count == 0)
            return null;
        TextForm text = new();
        YamlSequenceNode values = new();
        foreach (PublishedFigure figure in value)
        {
            var mapping = (YamlMappingNode)new PatternForm().Write(figure.Cells);
            mapping.Add(Value, text.Write(figure.Text));
            values.Add(mapping);
        }

        return new YamlMappingNode { { Source, text.Write(string.Join("; ", value.Select(figure => figure.Source).Distinct())) },
            { Values, values } };
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray(Source, Values),
        ["properties"] = new JsonObject
        {
            [Source] = new JsonObject { ["type"] = "string" },
            [Values] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(Value) }
            },
        },
    };
}
