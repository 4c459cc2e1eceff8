using Weir.Repair;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>What a command changes that hands back a recipe: a file, a shipped recipe, or that of a run.</summary>
/// <param name="Request">The recipe with its text.</param>
/// <param name="File">The file that it stands in; null where none is written.</param>
/// <param name="NotWritten">Why none is.</param>
/// <param name="What">What is made of it, as in <c>repair</c>.</param>
internal sealed record RepairSubject(RepairRequest Request, string? File, string NotWritten, string What)
{
    /// <summary>Finds it.</summary>
    /// <param name="name">A file, the name of a recipe, or a run.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="settings">Values that take the place of the recipe's.</param>
    /// <param name="what">What is made of it, as in <c>repair</c>.</param>
    /// <param name="changed">What becomes of it, as in <c>repaired</c>.</param>
    /// <param name="runner">The class by which a program does the same.</param>
    public static RepairSubject Find(string name, string runs, string[] settings, string what, string changed, string runner)
    {
        bool isSet = settings.Length > 0;
        string set = $"with --set it is not the recipe of the file that is {changed}; write the values into the file first";
        if (RunRecipe(name, runs) is { } run)
        {
            string ofRun = isSet ? set : $"'{name}' is a run, whose recipe stays what it was made by; the {changed} recipe is written "
                + $"into the {what}'s folder";
            Recipe kept = ProgramParts.OrTold(
                $"{runner}.Run(new RepairRequest(RecipeReader.Read({ProgramParts.Quoted(run)}, registry)))",
                () => RecipeReader.ReadKept(run, settings: settings));
            RepairRequest request = new(kept, isSet ? null : WholeFile.ReadText(run), Path.GetDirectoryName(run));
            return new RepairSubject(request, null, ofRun, what);
        }

        RecipeFile file = RecipeFile.Find(name);
        Recipe recipe = file.Read(settings);
        string? text = isSet ? null : file.Path is { } path ? WholeFile.ReadText(path) : ShippedRecipes.Text(file.Shipped!);
        return new RepairSubject(new RepairRequest(recipe, text), isSet ? null : file.Path,
            isSet ? set : $"'{name}' is no file of yours; 'weir new {recipe.Name}' writes it here first", what);
    }

    /// <summary>Writes the changed text into the recipe's file, which is replaced as a whole.</summary>
    /// <param name="text">The changed text.</param>
    /// <param name="kept">Where else it stands.</param>
    /// <exception cref="CommandException">The file is no longer what was changed.</exception>
    public void Apply(string text, string kept)
    {
        if (WholeFile.ReadText(File!) != Request.Text)
            throw new CommandException($"--apply: {File} has changed since the {What} began and was left as it is; the changed "
                + $"recipe is {kept}");
        WholeFile.WriteOver(File!, text);
    }

    private static string? RunRecipe(string name, string runs) => new[] { name, Path.Combine(runs, name) }
        .Select(folder => Path.Combine(folder, "recipe.yaml")).FirstOrDefault(System.IO.File.Exists);
}
