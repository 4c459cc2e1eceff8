using Weir.Data;

namespace Weir.Training;

/// <summary>
/// The files that the network of a run is made with, as ONNX files: copies of them lie in its folder <c>network</c>, each named after the
/// place of its layer in the recipe, so that the run goes on, and is used, where the files themselves are changed or gone.
/// </summary>
internal static class KeptFiles
{
    /// <summary>The folder in the run's directory.</summary>
    public const string Folder = "network";

    /// <summary>Copies the files into the directory of a run that begins.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="run">The directory.</param>
    /// <param name="files">What writes the disk.</param>
    /// <exception cref="RunException">One cannot be written.</exception>
    /// <exception cref="DataException">One cannot be read.</exception>
    public static void Keep(Recipe recipe, string run, IFileLayer files)
    {
        foreach ((LayerRecipe layer, string place) in LayerWalk.All(recipe.Model))
        {
            if (layer.NeededFile is not { } needed)
                continue;
            string copy = PlaceOf(run, place, needed);
            using FileStream source = InputFile.Open(needed);
            RunException.Guarded(copy, "it cannot be written", () =>
            {
                files.CreateDirectory(Path.Combine(run, Folder));
                WholeFile.Write(files, copy, source.CopyTo);
            });
        }
    }

    /// <summary>A recipe whose network is made with the files that a run has kept, where it has.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="run">The run's directory; null for none.</param>
    /// <param name="files">What reads the disk.</param>
    public static Recipe In(Recipe recipe, string? run, IFileLayer files) => run is null ? recipe : recipe with
    {
        Model = LayerWalk.Changed(recipe.Model, (layer, place) => layer.NeededFile is { } needed
            && PlaceOf(run, place, needed) is var copy && files.Exists(copy) ? layer.MadeWith(copy) : layer),
    };

    private static string PlaceOf(string run, string layer, string file) => Path.Combine(run, Folder, layer + Path.GetExtension(file));
}
