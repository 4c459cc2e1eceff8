using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>How changes are written: paths with their values, and <c>insert</c>, <c>remove</c> and <c>residual</c> for layers.</summary>
internal sealed class ChangesForm : Form<ValueList<Change>>
{
    private static readonly string[] s_sides = ["before", "after", "before-activation"];

    private static readonly RecordForm<Wrapping> s_wrapping = new RecordForm<Wrapping>("a shortcut", new Wrapping("", 1))
        .Field("around", "Which layers, as model[hidden].", new TextForm(), wrapping => wrapping.Around, (wrapping, value) =>
            wrapping with { Around = value }, required: true)
        .Field("each", "How many layers a block holds.", new IntegerForm<int>(1, 1000), wrapping => wrapping.Each, (wrapping, value) =>
            wrapping with { Each = value });

    public override bool Read(Reading at, out ValueList<Change> value)
    {
        value = [];
        if (at.Node is YamlScalarNode { Value: null or "" or "~" })
            return true;
        if (at.Node is not YamlMappingNode mapping)
            return at.Fail($"{at.Path}: expected paths with their values, as {{optimizer.*.rate: 0.1}}, or {{}} for no change; found "
                + $"{at.Found}");
        List<Change> changes = [];
        int before = at.Errors.Count;
        foreach ((YamlNode keyNode, YamlNode node) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? "";
            Reading here = at.Below(node, key);
            try
            {
                IEnumerable<Change> read = key switch
                {
                    "insert" => All(here).Select(Insert),
                    "remove" => All(here).Select(Remove),
                    "residual" => Wrap(here),
                    _ => [new SetChange(RecipePath.Parse(key, at.PlaceOf(keyNode)), node, at.File)],
                };
                changes.AddRange(read);
            }
            catch (RecipeException error)
            {
                at.Errors.AddRange(error.Errors);
            }
        }

        value = [.. changes];
        return at.Errors.Count == before;
    }

    // What changes come to is written, as the recipes of cells (StudyWriter).
    public override YamlNode? Write(ValueList<Change> value) => null;

    public override JsonObject Schema()
    {
        JsonObject side = new() { ["type"] = "string", ["description"] = "Which layers, as model[hidden]." };
        JsonObject insert = new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("layers"),
            ["properties"] = new JsonObject
            {
                ["before"] = side.DeepClone(),
                ["after"] = side.DeepClone(),
                ["before-activation"] = side.DeepClone(),
                ["layers"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["description"] = "Layers as in a recipe's model." },
            },
        };
        return new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["description"] = "Paths of a recipe's keys with their new values; an empty value removes a key.",
            ["properties"] = new JsonObject
            {
                ["insert"] = new JsonObject
                {
                    ["anyOf"] =
                    new JsonArray(insert, new JsonObject { ["type"] = "array", ["items"] = insert.DeepClone() })
                },
                ["remove"] = new JsonObject
                {
                    ["anyOf"] =
                    new JsonArray(side.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = side.DeepClone() })
                },
                ["residual"] = s_wrapping.Schema(),
            },
        };
    }

    private static List<Reading> All(Reading at) => at.Node is YamlSequenceNode list
        ? list.Children.Count == 0 ? throw new RecipeException(at.Place, $"{at.Path} does nothing: the list is empty")
            : [.. list.Children.Select((node, index) => at.Entry(node, index + 1))] : [at];

    private static InsertChange Insert(Reading at)
    {
        if (at.Node is not YamlMappingNode mapping)
            throw new RecipeException(at.Place, $"{at.Path}: expected {{after: model[hidden], layers: [...]}}, found {at.Found}");
        string? side = null;
        YamlNode? where = null;
        YamlSequenceNode? layers = null;
        foreach ((YamlNode keyNode, YamlNode node) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (s_sides.Contains(key) && side is null)
                (side, where) = (key, node);
            else if (key == "layers")
                layers = node as YamlSequenceNode
                    ?? throw new RecipeException(at.PlaceOf(node), $"{at.Path}.layers: expected a list of layers");
            else
                throw new RecipeException([new RecipeError(at.PlaceOf(keyNode), $"{at.Path}: unknown key '{key}'; the keys are layers "
                    + $"and one of {string.Join(", ", s_sides)}", Spelling.Nearest(key, [.. s_sides, "layers"]))]);
        }

        if (side is null || layers is null)
            throw new RecipeException(at.Place, $"{at.Path}: expected 'layers', and where they go: one of {string.Join(", ", s_sides)}");
        if (layers.Children.Count == 0)
            throw new RecipeException(at.PlaceOf(layers), $"{at.Path} does nothing: 'layers' is empty");
        InsertPlace place = side switch { "before" => InsertPlace.Before, "after" => InsertPlace.After, _ => InsertPlace.BeforeActivation };
        return new InsertChange(Path(at.Below(where!, side)), place, layers, at.File);
    }

    private static RemoveChange Remove(Reading at) => new RemoveChange(Path(at));

    private static WrapChange[] Wrap(Reading at)
    {
        if (!s_wrapping.Read(at, out Wrapping wrapping))
            return [];
        YamlNode around = ((YamlMappingNode)at.Node).Children[new YamlScalarNode("around")];
        return [new WrapChange(Path(at.Below(around, "around")), wrapping.Each, at.Place)];
    }

    private static RecipePath Path(Reading at) =>
        at.Node is YamlScalarNode { Value: { Length: > 0 } text } ? RecipePath.Parse(text, at.Place)
            : throw new RecipeException(at.Place, $"{at.Path}: expected layers, as model[hidden], found {at.Found}");

    /// <summary>How shortcuts are written.</summary>
    private sealed record Wrapping(string Around, int Each);
}
