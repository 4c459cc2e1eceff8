using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Finds the run directory that a command line names.</summary>
internal static class RunFolder
{
    /// <summary>Where runs are kept unless told otherwise.</summary>
    public const string Default = "runs";

    private const string RecipeName = "recipe.yaml";

    /// <summary>Finds a run: a path, or the name of one under the folder of runs.</summary>
    /// <param name="run">Path or name.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static string Find(string run, string runs)
    {
        foreach (string place in new[] { run, Path.Combine(runs, run) })
        {
            if (File.Exists(Path.Combine(place, RecipeName)))
                return place;
        }

        if (File.Exists(run))
            throw new CommandException($"{run} is a file; a run is the folder that 'weir train' has made{(Path.GetDirectoryName(run) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, RecipeName)) ? $", as {folder}" : "")}");
        string[] there = Directory.Exists(runs) ? [.. Directory.EnumerateDirectories(runs).Where(each => File.Exists(Path.Combine(each, RecipeName))).Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal)] : [];
        string hint = there.Length == 0 ? $"; there are no runs under {runs} yet (weir train makes one)"
            : Spelling.Nearest(Path.GetFileName(run.TrimEnd('/')), there) is { } near ? $"; did you mean '{near}'?"
            : $"; under {runs} there are {string.Join(", ", there.Take(8))}{(there.Length > 8 ? ", …" : "")}";
        throw new CommandException($"there is no run '{run}'{hint}");
    }
}
