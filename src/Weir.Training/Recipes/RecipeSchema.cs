using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The JSON schema of recipes, for editors: made from the same description that the reader uses.</summary>
public static class RecipeSchema
{
    private static readonly JsonSerializerOptions s_options =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as JSON text, as in <c>recipes/recipe.schema.json</c>.</summary>
    /// <param name="registry">What recipes can name. Default: the parts of the library.</param>
    public static string Write(RecipeRegistry? registry = null)
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Weir recipe",
            ["description"] = "A whole experiment: data, model, loss, optimizer, budget and seed.",
        };
        foreach ((string key, JsonNode? value) in RecipeForm.For("recipe", new Families(registry ?? RecipeRegistry.BuiltIn)).Schema())
            schema[key] = value?.DeepClone();
        return schema.ToJsonString(s_options) + "\n";
    }
}
