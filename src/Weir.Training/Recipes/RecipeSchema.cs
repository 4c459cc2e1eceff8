using System.Text.Json.Nodes;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The JSON schema of recipes, for editors: made from the same description that the reader uses.</summary>
public static class RecipeSchema
{
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
        return schema.ToJsonString(JsonText.Readable) + "\n";
    }
}
