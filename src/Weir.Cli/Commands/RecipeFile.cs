using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Finds and reads the recipe that a command line names.</summary>
internal static class RecipeFile
{
    private const string Folder = "recipes";

    /// <summary>Reads a recipe: a path, or the name of one in <c>recipes/</c>.</summary>
    /// <exception cref="CommandException">There is no such file; the message names what is near.</exception>
    public static Recipe Read(string path) => RecipeReader.Read(Find(path));

    /// <summary>Finds a recipe's file.</summary>
    /// <exception cref="CommandException">There is no such file; the message names what is near.</exception>
    public static string Find(string path)
    {
        string[] places = [path, path + ".yaml", Path.Combine(Folder, path), Path.Combine(Folder, path + ".yaml")];
        if (places.FirstOrDefault(File.Exists) is { } found)
            return found;
        // The folders of recipes/ hold examples too: their bare names will do where only one has it.
        if (Recipes(Folder).Where(file => Path.GetFileNameWithoutExtension(file) == path).ToArray() is [{ } only])
            return only;
        if (Directory.Exists(path))
            throw new CommandException($"{path} is a folder; a recipe is a YAML file{(File.Exists(Path.Combine(path, "recipe.yaml")) ? $". To go on with that run: weir resume {path}" : "")}");

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } named && Directory.Exists(named) ? named : Path.GetDirectoryName(path) is { Length: > 0 } ? Folder : ".";
        string[] there = [.. Recipes(folder), .. folder == Folder ? [] : Recipes(Folder)];
        string? near = Spelling.Nearest(Path.GetFileNameWithoutExtension(path), there.Select(each => Path.GetFileNameWithoutExtension(each)!));
        string hint = near is not null ? $"; did you mean '{there.First(each => Path.GetFileNameWithoutExtension(each) == near)}'?" : there.Length > 0 ? $"; recipes here: {string.Join(", ", there.Take(8))}{(there.Length > 8 ? ", …" : "")}" : "";
        throw new CommandException($"there is no recipe '{path}'{hint}");
    }

    private static IEnumerable<string> Recipes(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.y*ml", folder == Folder ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Select(file => folder == "." ? Path.GetFileName(file) : file).Order(StringComparer.Ordinal) : [];
}
