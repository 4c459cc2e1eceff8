using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>A published figure, without its source: the levels that it is of, and its value.</summary>
internal sealed class FigureForm : Form<PublishedFigure>
{
    public override bool Read(Reading at, out PublishedFigure value)
    {
        value = new PublishedFigure(new CellPattern([]), "", "");
        if (at.Node is not YamlMappingNode mapping
            || !mapping.Children.TryGetValue(new YamlScalarNode(PublishedForm.Value), out YamlNode? text)
            || text is not YamlScalarNode { Value: { Length: > 0 } figure })
            return at.Fail($"{at.Path}: expected the levels that the figure is of, and its value, as {{network: relu, value: 97.3 %}}");
        value = value with { Cells = PatternForm.Of(mapping, PublishedForm.Value), Text = figure };
        return true;
    }

    public override YamlNode Write(PublishedFigure value)
    {
        var mapping = (YamlMappingNode)new PatternForm().Write(value.Cells);
        mapping.Add(PublishedForm.Value, new TextForm().Write(value.Text));
        return mapping;
    }

    public override JsonObject Schema() => new() { ["type"] = "object", ["required"] = new JsonArray(PublishedForm.Value) };
}
