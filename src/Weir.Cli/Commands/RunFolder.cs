using System.Globalization;
using System.Text.RegularExpressions;
using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>The folder of runs, and the run directory that a command line names.</summary>
internal static partial class RunFolder
{
    /// <summary>Where runs are kept unless told otherwise.</summary>
    public const string Default = "runs";

    private const string RecipeName = "recipe.yaml";

    /// <summary>A run of the folder.</summary>
    /// <param name="Directory">Its directory.</param>
    /// <param name="Record">What it says of itself; null where it says nothing that can be read.</param>
    /// <param name="Started">When it was started; where it does not say so, when its recipe was written.</param>
    public sealed record Run(string Directory, RunRecord? Record, DateTimeOffset Started)
    {
        /// <summary>Why what it says of itself cannot be read; null where it can, or there is nothing.</summary>
        public string? Fault { get; init; }

        /// <summary>The name of its directory.</summary>
        public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory)));
    }

    /// <summary>All runs of a folder, the newest first.</summary>
    public static IReadOnlyList<Run> All(string runs) => !Directory.Exists(runs) ? [] :
    [
        .. FileException.Guard(runs, "its runs cannot be listed", () => Directory.GetDirectories(runs))
            .Where(IsRun).Select(ReadRun).OrderByDescending(run => run.Started)
            .ThenByDescending(run => run.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds a run: a path, or the name of one in the folder of runs.</summary>
    /// <param name="run">Path or name.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <param name="withForeign">Whether one that another program has measured is meant too. Default false.</param>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static string Find(string run, string runs, bool withForeign = false) =>
        new[] { run, Path.Combine(runs, run) }.FirstOrDefault(place => IsRun(place) || (withForeign && IsForeign(place)))
            ?? throw Missing(run, runs);

    /// <summary>
    /// Finds the newest run: of all, or of a name, as <c>a-3</c> of the runs <c>a</c>, <c>a-2</c> and <c>a-3</c> of recipe <c>a</c>. A path
    /// stands for itself.
    /// </summary>
    /// <param name="run">Path or name; null for the newest of all.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static string Newest(string? run, string runs)
    {
        if (run is null)
            return All(runs) is [var newest, ..] ? newest.Directory
                : throw new CommandException($"there are no runs under {runs} yet; 'weir train' makes one");
        if (IsRun(run))
            return run;
        return All(runs).FirstOrDefault(each => each.Name == run || IsAnother(each, run))?.Directory ?? throw Missing(run, runs);
    }

    /// <summary>Finds a run as <see cref="Newest"/> does, or one that another program has measured, by its path or name.</summary>
    /// <param name="run">Path or name; null for the newest of all.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static string Measured(string? run, string runs) =>
        (run is null ? null : new[] { run, Path.Combine(runs, run) }.FirstOrDefault(IsForeign)) ?? Newest(run, runs);

    /// <summary>
    /// What makes a run go on that was stopped, in words: the study that it is of, or the program that gave it what no command can give it
    /// again.
    /// </summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="record">What it says of itself.</param>
    public static string GoOn(string directory, RunRecord record)
    {
        if (record.Given is not { Count: > 0 })
            return $"go on with  weir resume {directory}";
        string? of = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(directory))));
        return of is not null && File.Exists(Path.Combine(of, StudyFolder.StudyFileName))
            ? $"go on with  weir study {Path.GetRelativePath(".", of)}"
            : "the program that began it makes it go on";
    }

    private static bool IsForeign(string directory) => !IsRun(directory) && File.Exists(Path.Combine(directory, "flow.jsonl"));

    private static bool IsRun(string directory) => File.Exists(Path.Combine(directory, RecipeName));

    /// <summary>Whether a run has the name with a number behind it because there was one of that name already.</summary>
    private static bool IsAnother(Run run, string name) =>
        run.Name.StartsWith(name + "-", StringComparison.Ordinal)
            && int.TryParse(run.Name[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && NameLine().Match(RecipeOf(run)).Groups["name"].Value == name;

    private static string RecipeOf(Run run)
    {
        string file = Path.Combine(run.Directory, RecipeName);
        return WholeFile.ReadText(file);
    }

    private static Run ReadRun(string directory)
    {
        RunRecord? record = null;
        string? fault = null;
        try
        {
            record = RunDirectory.ReadRecord(directory);
            // One that was killed, or goes on, has not told what it came to: its epochs have.
            if (record is { Status: "running", Last: null } && RunDirectory.ReadMetrics(directory) is [.., var last] epochs)
                record = record with
                {
                    Steps = Math.Max(record.Steps, last.Step),
                    Last = last,
                    Best = epochs.Aggregate((best, next) => next.IsBetterThan(best) ? next : best),
                };
        }
        catch (WeirException error)
        {
            // A list shows the others all the same.
            fault = error.Message;
        }

        return new Run(directory, record, record?.Started
            ?? new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(directory, RecipeName)), TimeSpan.Zero))
        { Fault = fault };
    }

    private static CommandException Missing(string run, string runs)
    {
        if (File.Exists(run))
        {
            bool isPart = Path.GetDirectoryName(run) is { Length: > 0 } folder && IsRun(folder);
            return new CommandException($"{run} is a file; a run is the folder that 'weir train' has "
                + $"made{(isPart ? $", as {Path.GetDirectoryName(run)}" : "")}");
        }

        if (new[] { run, Path.Combine(runs, run) }.FirstOrDefault(place => Directory.Exists(place) && All(place).Count == 0) is { } other)
            return new CommandException(RunDirectory.NoRun(other).Message);
        // One that is named by its path is looked for where it would be, as among the runs of a study.
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(run)) is { Length: > 0 } beside && Directory.Exists(beside))
            runs = beside;
        string[] there = [.. All(runs).Select(each => each.Name)];
        string hint = there.Length == 0 ? $"; there are no runs under {runs} yet (weir train makes one)"
            : Spelling.Nearest(Path.GetFileName(run.TrimEnd('/')), there) is { } near ? $"; did you mean '{near}'?"
            : $"; under {runs} there are {string.Join(", ", there.Take(8))}{(there.Length > 8 ? ", …" : "")}";
        return new CommandException($"there is no run '{run}'{hint}");
    }

    [GeneratedRegex(@"^name: ['""]?(?<name>[^'""\r\n]*?)['""]?\s*$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameLine();
}
