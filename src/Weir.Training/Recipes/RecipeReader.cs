using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>Reads recipes. All faults of a file are reported together, each with line and column.</summary>
public static class RecipeReader
{
    private const int MostFaults = 50;

    /// <summary>
    /// Reads a file. Files of data and of layers that it names and that lie beside it are found there, from whatever folder.
    /// </summary>
    /// <param name="path">A YAML file; its name is the recipe's name unless it gives one.</param>
    /// <param name="registry">What it can name. Default: the parts of the library.</param>
    /// <param name="settings">
    /// Values that take the place of the file's, each as <c>key=value</c>, as <c>optimizer.sgd.rate=0.1</c>. Default: none.
    /// </param>
    /// <exception cref="RecipeException">The file cannot be read or has faults.</exception>
    public static Recipe Read(string path, RecipeRegistry? registry = null, IReadOnlyList<string>? settings = null)
    {
        string text = YamlText.OfFile(path, "recipe");
        Recipe recipe = Parse(text, path, registry, settings);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return recipe with
        {
            Data = recipe.Data with
            {
                Request = recipe.Data.Request.FoundIn(folder),
                Else = [.. recipe.Data.Else.Select(other => other with { Request = other.Request.FoundIn(folder) })],
            },
            Model = LayerWalk.Changed(recipe.Model, (layer, _) => layer.FoundIn(folder)),
        };
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">A name for messages, as the file's; what stands before <c>.yaml</c> is the recipe's default name.</param>
    /// <param name="registry">What it can name. Default: the parts of the library.</param>
    /// <param name="settings">Values that take the place of the text's, each as <c>key=value</c>. Default: none.</param>
    /// <exception cref="RecipeException">The text has faults.</exception>
    public static Recipe Parse(string text, string name = "recipe", RecipeRegistry? registry = null, IReadOnlyList<string>? settings = null)
    {
        YamlStream stream = YamlText.Read(text, name);
        if (stream.Documents.Count != 1)
            throw new RecipeException(new RecipePlace(name, 1, 1), stream.Documents.Count == 0
                ? "the file is empty; a recipe has at least model and optimizer" : "there are several documents; a recipe is one");
        RecipeSettings.Apply(stream.Documents[0].RootNode, settings ?? []);
        List<RecipeError> errors = [];
        Reading at = new(stream.Documents[0].RootNode, "", name, errors) { Settings = settings };
        bool read = RegistryForms.Read(at, DefaultName(name), registry ?? RecipeRegistry.BuiltIn, out Recipe recipe);
        if (!read)
            throw new RecipeException(MostTold(errors, name));
        return recipe with { Place = at.PlaceWithKeys() };
    }

    /// <summary>Reads the recipe that a run has kept. What it names was known when the run began.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file that holds it.</param>
    /// <param name="registry">What it can name. Default: the parts of the library.</param>
    /// <exception cref="UnknownPartsException">All that is wrong with it is that it names what the registry does not have.</exception>
    /// <exception cref="RecipeException">It has faults.</exception>
    internal static Recipe ParseKept(string text, string file, RecipeRegistry? registry = null) =>
        Kept(file, () => Parse(text, file, registry));

    /// <summary>The same of a file of its own, as <c>recipe.yaml</c> of a run directory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">What it can name. Default: the parts of the library.</param>
    /// <param name="settings">Values that take the place of the file's. Default: none.</param>
    /// <exception cref="UnknownPartsException">As <see cref="ParseKept"/>.</exception>
    /// <exception cref="RecipeException">The file cannot be read or has faults.</exception>
    internal static Recipe ReadKept(string path, RecipeRegistry? registry = null, IReadOnlyList<string>? settings = null) =>
        Kept(path, () => Read(path, registry, settings));

    private static Recipe Kept(string file, Func<Recipe> read)
    {
        try
        {
            return read();
        }
        catch (RecipeException error) when (error.Errors.All(fault => fault.Part is not null))
        {
            throw new UnknownPartsException(file, [.. error.Errors.Select(fault => fault.Part!).Distinct()], error);
        }
    }

    private static RecipeError[] MostTold(List<RecipeError> errors, string name)
    {
        RecipeError[] told = [.. errors.OrderBy(error => error.Place.Line).ThenBy(error => error.Place.Column).Take(MostFaults)];
        return errors.Count == told.Length ? told
            : [.. told, new RecipeError(new RecipePlace(name, told[^1].Place.Line, 1), $"and {errors.Count - told.Length} more faults")];
    }

    private static string DefaultName(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return RunName.Pattern().IsMatch(stem) ? stem : "run";
    }
}
