using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>How the networks of a study are written: a recipe's file, seen from the study's, or a recipe in place.</summary>
internal static class NetworkForms
{
    /// <summary>The form.</summary>
    /// <param name="recipes">The texts of recipes that are no files, by name; null for none.</param>
    public static NamedForm<StudyNetwork> For(Func<string, string?>? recipes) => new("recipe",
        (string name, Reading at, out StudyNetwork network) => Read(name, at, recipes, out network), () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string", ["description"] = "A recipe's file." },
            new JsonObject { ["type"] = "object", ["description"] = "A recipe (recipes/recipe.schema.json)." }),
        }, network => (network.Name, network.Document.Root));

    private static string Named(string recipe) => recipe.EndsWith(".yaml", StringComparison.Ordinal) ? recipe : recipe + ".yaml";

    private static bool Read(string name, Reading at, Func<string, string?>? recipes, out StudyNetwork network)
    {
        network = null!;
        if (at.Node is YamlMappingNode)
        {
            network = new StudyNetwork(name, RecipeDocument.Of(at.Node, at.File));
            return true;
        }

        if (at.Node is not YamlScalarNode { Value: { Length: > 0 } file })
            return at.Fail($"{at.Path}: expected a recipe's file, or a recipe, found {at.Found}");
        string folder = Path.GetDirectoryName(at.File) is { Length: > 0 } parent ? parent : ".";
        string[] folders = [folder, Path.Combine(folder, "recipes"), Path.Combine(folder, "..", "recipes")];
        string? found = folders.SelectMany(each => (string[])[Path.Combine(each, file), Path.Combine(each, file + ".yaml")])
            .FirstOrDefault(File.Exists), text = found is null ? recipes?.Invoke(file) : null;
        if (found is null && text is null)
            return at.Fail($"{at.Path}: there is no recipe '{file}' beside {at.File} or in recipes/ there or one folder up");
        try
        {
            network = new StudyNetwork(name, found is not null ? RecipeDocument.Read(found) : RecipeDocument.Parse(text!, Named(file)));
            return true;
        }
        catch (RecipeException error)
        {
            at.Errors.AddRange(error.Errors);
            return false;
        }
    }
}
