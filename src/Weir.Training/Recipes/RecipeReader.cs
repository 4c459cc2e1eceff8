using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>Reads recipes. All faults of a file are reported together, each with line and column.</summary>
public static class RecipeReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A YAML file; its name is the recipe's name unless it gives one.</param>
    /// <exception cref="RecipeException">The file cannot be read or has faults.</exception>
    public static Recipe Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException($"{path}: the recipe cannot be read: {error.Message}", error);
        }

        return Parse(text, path);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">A name for messages, as the file's; what stands before <c>.yaml</c> is the recipe's default name.</param>
    /// <exception cref="RecipeException">The text has faults.</exception>
    public static Recipe Parse(string text, string name = "recipe")
    {
        YamlStream stream = YamlText.Read(text, name);
        if (stream.Documents.Count != 1)
            throw new RecipeException(new RecipePlace(name, 1, 1), stream.Documents.Count == 0 ? "the file is empty; a recipe has at least model and optimizer" : "there are several documents; a recipe is one");
        List<RecipeError> errors = [];
        Reading at = new(stream.Documents[0].RootNode, "", name, errors);
        bool read = RecipeForm.For(DefaultName(name)).Read(at, out Recipe recipe);
        if (!read)
            throw new RecipeException([.. errors.OrderBy(error => error.Place.Line).ThenBy(error => error.Place.Column)]);
        return recipe with { Place = at.Place };
    }

    private static string DefaultName(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return RecipeForm.NamePattern().IsMatch(stem) ? stem : "run";
    }
}
