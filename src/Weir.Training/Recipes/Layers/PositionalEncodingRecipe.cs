using System.Text.Json.Nodes;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>Adds what tells the places of a sequence apart: <c>positional-encoding</c>, or <c>positional-encoding: learned</c>.</summary>
public sealed record PositionalEncodingRecipe : LayerRecipe
{
    /// <summary>Fixed waves or learnt rows. Default sinusoidal.</summary>
    public Positions Positions { get; init; } = Positions.Sinusoidal;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) => input.Rank == 2
        ? (Positions.Layer(input[0], input[1]), input)
        : throw new ShapeException($"positional-encoding: a sample of shape {input} comes in; a sequence (length, features) is expected");
}

/// <summary>How <see cref="PositionalEncodingRecipe"/> is written.</summary>
internal sealed class PositionalEncodingForm : LayerForm
{
    private static readonly WordForm<Positions> s_words = new(null, ("sinusoidal", Positions.Sinusoidal), ("learned", Positions.Learned));

    public override IReadOnlyList<string> Names { get; } = ["positional-encoding"];

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        PositionalEncodingRecipe found = new();
        layer = found;
        if (at.Node is YamlScalarNode)
            return true;
        ShortForm.Lengthen(at.Node, name);
        var mapping = (YamlMappingNode)at.Node;
        if (mapping.Children.Count != 1)
            return at.Fail($"'{name}' takes one word: write '{name}: learned' or '{name}: sinusoidal'");
        bool read = s_words.Read(at.Below(mapping.Children[0].Value, name), out Positions positions);
        layer = found with { Positions = positions };
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => layer switch
    {
        PositionalEncodingRecipe { Positions: Positions.Learned } =>
            new YamlMappingNode(new YamlScalarNode(Names[0]), new YamlScalarNode("learned")),
        PositionalEncodingRecipe => new YamlScalarNode(Names[0]),
        _ => null,
    };

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["const"] = Names[0] },
            new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = new JsonArray(Names[0]),
                ["properties"] = new JsonObject { [Names[0]] = s_words.Schema() }
            }),
    };
}
