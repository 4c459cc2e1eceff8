using Weir.Data;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Finds the recipe that a command line names: a file, or one that is part of the program.</summary>
/// <param name="Path">The file; null for one that is part of the program.</param>
/// <param name="Shipped">Its name among <see cref="ShippedRecipes.Names"/>; null for a file.</param>
internal sealed record RecipeFile(string? Path, string? Shipped)
{
    private const string Folder = "recipes";

    /// <summary>What messages call it.</summary>
    public string Name => Path ?? ShippedRecipes.Last(Shipped!) + ".yaml";

    /// <summary>
    /// Finds a recipe: a path, the name of one in <c>recipes/</c> or a folder there, or of one that is part of the program.
    /// </summary>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static RecipeFile Find(string name)
    {
        string[] places = [name, name + ".yaml", System.IO.Path.Combine(Folder, name), System.IO.Path.Combine(Folder, name + ".yaml")];
        if (places.FirstOrDefault(File.Exists) is { } found)
            return new RecipeFile(found, null);
        // The folders of recipes/ hold examples too: their bare names will do where only one has it.
        if (Recipes(Folder).Where(file => System.IO.Path.GetFileNameWithoutExtension(file) == name).ToArray() is [{ } only])
            return new RecipeFile(only, null);
        if (Directory.Exists(name))
        {
            bool isRun = File.Exists(System.IO.Path.Combine(name, "recipe.yaml"));
            throw new CommandException($"{name} is a folder; a recipe is a YAML "
                + $"file{(isRun ? $". To go on with that run: weir resume {name}" : "")}");
        }

        return ShippedRecipes.Find(name) is { } shipped ? new RecipeFile(null, shipped) : throw Missing(name);
    }

    /// <summary>Reads it.</summary>
    /// <param name="settings">Values that take the place of the recipe's, each as <c>key=value</c>.</param>
    public Recipe Read(IReadOnlyList<string> settings)
    {
        if (Path is not null)
            return RecipeReader.Read(Path, settings: settings);
        if (ShippedRecipes.Tables(Shipped!) is [(string table, _), ..])
            throw new CommandException($"'{Shipped}' reads the table {table}, which is not here; 'weir new "
                + $"{ShippedRecipes.Last(Shipped!)}' writes recipe and table into this folder");
        return RecipeReader.Parse(ShippedRecipes.Text(Shipped!), Name, settings: settings);
    }

    private static CommandException Missing(string name)
    {
        string? asked = System.IO.Path.GetDirectoryName(name) is { Length: > 0 } given ? given : null;
        string folder = asked is null ? "." : Directory.Exists(asked) ? asked : Folder;
        string[] there = [.. Recipes(folder), .. folder == Folder ? [] : Recipes(Folder), .. ShippedRecipes.Names];
        string? near = Spelling.Nearest(System.IO.Path.GetFileNameWithoutExtension(name),
            there.Select(each => System.IO.Path.GetFileNameWithoutExtension(each)!));
        string hint = near is not null
            ? $"; did you mean '{there.First(each => System.IO.Path.GetFileNameWithoutExtension(each) == near)}'?"
            : Recipes(folder).Take(8).ToArray() is { Length: > 0 } some ? $"; recipes here: {string.Join(", ", some)}; 'weir new' lists "
                + "those that are shipped" : "; 'weir new' lists those that are shipped";
        return new CommandException($"there is no recipe '{name}'{hint}");
    }

    private static IEnumerable<string> Recipes(string folder) => Directory.Exists(folder)
        ? (folder == Folder ? FolderFiles.Within(folder) : FolderFiles.In(folder))
            .Where(file => System.IO.Path.GetExtension(file) is ".yaml" or ".yml")
            .Select(file => folder == "." ? System.IO.Path.GetFileName(file) : file).Order(StringComparer.Ordinal)
        : [];
}
