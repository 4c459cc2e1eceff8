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
}
