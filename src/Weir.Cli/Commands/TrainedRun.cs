using System.CommandLine;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>The trained network that a command line names.</summary>
internal static class TrainedRun
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument() => new("RUN")
    {
        Description = "A run directory, a name under the folder of runs (the newest of it), or a checkpoint (.safetensors)",
    };

    /// <summary>Which of a run's networks.</summary>
    public static Option<bool> Best() => new("--best")
    {
        Description = "The network that did best on the validation part, instead of what the run has come to",
    };

    /// <summary>The path that is loaded: a run directory or a checkpoint's file.</summary>
    /// <param name="run">What the command line says.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="best">Whether the best network is wanted.</param>
    /// <exception cref="CommandException">There is no such run.</exception>
    public static string Find(string run, string runs, bool best)
    {
        if (File.Exists(run) && run.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            return run;
        string directory = RunFolder.Newest(run, runs);
        if (!best)
            return directory;
        return RunDirectory.BestCheckpoint(directory) ?? throw new CommandException(
            $"{directory}: there is no best checkpoint, as of a run without a validation part; leave --best out");
    }

    /// <summary>The data that a network was trained on, and the folder that the run was started with; null for none.</summary>
    /// <param name="network">The network.</param>
    /// <param name="place">Where it was loaded from.</param>
    /// <param name="record">What its run says of itself; null where it does not.</param>
    public static (DataRecipe Data, string? Directory) DataOf(TrainedNetwork network, string place, out RunRecord? record)
    {
        record = RunDirectory.ReadRecord(Folder(place));
        // Files that the recipe names lie beside it, and in that folder.
        return (record?.RecipeFile is { } file ? network.Recipe.Data with { Place = new RecipePlace(file, 1, 1) } : network.Recipe.Data,
            record?.DataDirectory);
    }

    /// <summary>The directory of the run that a network is of.</summary>
    /// <param name="place">Where it is loaded from: a run directory, or a checkpoint in it.</param>
    public static string Folder(string place)
    {
        if (Directory.Exists(place))
            return place;
        // A checkpoint that was copied out of its run may lie at the root, above which there is no folder.
        string beside = Path.GetDirectoryName(Path.GetFullPath(place))!;
        return Path.GetDirectoryName(beside) ?? beside;
    }
}
