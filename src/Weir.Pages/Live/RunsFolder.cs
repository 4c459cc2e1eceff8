using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The runs that lie in one folder, for those who may read no other.</summary>
internal sealed class RunsFolder(string path)
{
    private static readonly string[] s_read =
        [RunFiles.FlowName, "recipe.yaml", "run.json", "metrics.jsonl", "facts.json", "findings.json", RunYield.FileName];

    private readonly string _root = Path.GetFullPath(path);

    /// <summary>
    /// The directories in it, as far as they lie there: a link may lead anywhere, and what it leads to is not in the folder.
    /// </summary>
    public IReadOnlyList<string> Directories => [.. All.Where(directory => new DirectoryInfo(directory).LinkTarget is null)];

    /// <summary>Whether links stand among its directories.</summary>
    public bool HasLinks => All.Any(directory => new DirectoryInfo(directory).LinkTarget is not null);

    private string[] All => !Directory.Exists(_root) ? []
        : FileException.Guard(_root, "its runs cannot be listed", () => Directory.GetDirectories(_root));

    /// <summary>The names of all runs, the one that was written last first.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directories.Where(IsRun).OrderByDescending(Written).Select(each => Path.GetFileName(each))];

    /// <summary>The directory of a run; null where there is none of that name in the folder itself.</summary>
    /// <param name="name">The name.</param>
    public string? Find(string name) => Inside(name) is { } directory && IsRun(directory) ? directory : null;

    /// <summary>A directory of the folder itself; null where there is none of that name, or a link stands in its place.</summary>
    /// <param name="name">The name.</param>
    public string? Inside(string name)
    {
        // A name, and no way through the file system.
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            return null;
        DirectoryInfo directory = new(Path.Combine(_root, name));
        return directory.Exists && directory.LinkTarget is null ? directory.FullName : null;
    }

    /// <summary>How a run stands, in a word; <c>trace</c> where another program wrote it.</summary>
    /// <param name="name">Its name.</param>
    public string State(string name)
    {
        if (Find(name) is not { } directory)
            return "gone";
        try
        {
            return RunDirectory.ReadRecord(directory) is not { } record ? "trace" : record.Status == "running"
                && !RunDirectory.IsBeingWritten(directory) ? "stopped" : record.Status;
        }
        catch (WeirException)
        {
            return "damaged";
        }
    }

    /// <summary>When a run was last written to.</summary>
    /// <param name="directory">Its directory.</param>
    public static DateTime Written(string directory)
    {
        string flow = Path.Combine(directory, RunFiles.FlowName);
        return File.Exists(flow) ? File.GetLastWriteTimeUtc(flow) : Directory.GetLastWriteTimeUtc(directory);
    }

    /// <summary>Whether a directory is a run, none of whose files leads elsewhere.</summary>
    /// <param name="directory">The directory, which is no link.</param>
    public static bool IsRun(string directory) =>
        (File.Exists(Path.Combine(directory, RunFiles.FlowName)) || File.Exists(Path.Combine(directory, "recipe.yaml")))
        && HasNoLink(directory);

    /// <summary>Whether none of the files of a run that are read is a link.</summary>
    /// <param name="directory">The run's directory.</param>
    public static bool HasNoLink(string directory) => AreNoLinks(directory, s_read);

    /// <summary>Whether none of these files of a directory is a link.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="names">The files' names, those that there are.</param>
    public static bool AreNoLinks(string directory, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (new FileInfo(Path.Combine(directory, name)).LinkTarget is not null)
                return false;
        }

        return true;
    }
}
