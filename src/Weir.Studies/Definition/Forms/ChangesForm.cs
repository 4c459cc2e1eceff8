using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>How changes are written: paths with their values, and <c>insert</c>, <c>remove</c> and <c>residual</c> for layers.</summary>
internal sealed class ChangesForm : Form<ValueList<Change>>
{
    private static readonly string[] s_sides = ["before", "after", "before-activation"];

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
                    "residual" => [Wrap(here)],
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
        JsonObject wrap = new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("around"),
            ["properties"] = new JsonObject
            {
                ["around"] = side.DeepClone(),
                ["each"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 }
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
                ["residual"] = wrap,
            },
        };
    }

    private static List<Reading> All(Reading at) => at.Node is YamlSequenceNode list
        ? [.. list.Children.Select((node, index) => at.Entry(node, index + 1))] : [at];

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
        InsertPlace place = side switch { "before" => InsertPlace.Before, "after" => InsertPlace.After, _ => InsertPlace.BeforeActivation };
        return new InsertChange(Path(at.Below(where!, side)), place, layers, at.File);
    }

    private static RemoveChange Remove(Reading at) => new RemoveChange(Path(at));

    private static WrapChange Wrap(Reading at)
    {
        if (at.Node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode("around"), out YamlNode? around))
            throw new RecipeException(at.Place, $"{at.Path}: expected {{around: model[hidden], each: 2}}, found {at.Found}");
        int each = 1;
        if (mapping.Children.TryGetValue(new YamlScalarNode("each"), out YamlNode? number) && !new IntegerForm<int>(1, 1000)
            .Read(at.Below(number, "each"), out each))
            each = 1;
        return new WrapChange(Path(at.Below(around, "around")), each, at.Place);
    }

    private static RecipePath Path(Reading at) =>
        at.Node is YamlScalarNode { Value: { Length: > 0 } text } ? RecipePath.Parse(text, at.Place)
            : throw new RecipeException(at.Place, $"{at.Path}: expected layers, as model[hidden], found {at.Found}");
}
