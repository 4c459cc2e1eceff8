using Weir.Data;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Where a command may write: over nothing that a network was trained on, and over nothing that a run is made of.</summary>
internal static class OutputPlace
{
    // What a user may have written into a run's directory ends otherwise.
    private static readonly string[] s_kept = [".json", ".jsonl", ".yaml", ".safetensors"];

    /// <summary>Refuses the place of what a network was trained on.</summary>
    /// <param name="output">The file or folder that is to be written.</param>
    /// <param name="network">The network.</param>
    /// <param name="place">Where it was loaded from.</param>
    /// <exception cref="CommandException">It is there, and is such.</exception>
    public static void CheckData(string output, TrainedNetwork network, string place)
    {
        if (!File.Exists(output) && !Directory.Exists(output))
            return;
        (DataRecipe data, string? directory) = TrainedRun.DataOf(network, place, out _);
        DataRequest request = data.RequestIn(directory);
        IEnumerable<string> own = new[] { request.File, request.TestFile, request.Masks }.OfType<string>().SelectMany(request.Places)
            .Concat(new[] { request.Folder }.OfType<string>().SelectMany(request.Places)
                .SelectMany(folder => (string[])[folder, Path.Combine(folder, "images"), Path.Combine(folder, "masks")]));
        if (own.FirstOrDefault(each => FinalPath.IsSame(each, output)) is { } found)
            throw new CommandException($"{output}: predictions would take the place of '{found}', which the network was trained on; "
                + "name another");
    }

    /// <summary>Refuses a file that a run is made of.</summary>
    /// <param name="output">The file that is to be written.</param>
    /// <exception cref="CommandException">It is there, and is such.</exception>
    public static void CheckRun(string output)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        bool isCheckpoint = Path.GetFileName(folder) == RunDirectory.CheckpointsName
            && RunDirectory.Exists(Path.GetDirectoryName(folder)!);
        if (File.Exists(output) && (isCheckpoint || (RunDirectory.Exists(folder) && s_kept.Contains(Path.GetExtension(output)))))
            throw new CommandException($"{output}: it is a file of a run, which cannot be used without it; name another");
    }
}
