using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The runs of a folder, for those who may read no other.</summary>
internal sealed class RunsFolder(string path)
{
    private readonly string _root = Path.GetFullPath(path);

    /// <summary>The names of all runs, the one that was written last first.</summary>
    public IReadOnlyList<string> Names => !Directory.Exists(_root) ? [] :
    [
        .. FileException.Guard(_root, "its runs cannot be listed", () => Directory.GetDirectories(_root))
            .Where(IsRun)
            .OrderByDescending(Written)
            .Select(each => Path.GetFileName(each)),
    ];

    /// <summary>The directory of a run; null where there is none of that name in the folder itself.</summary>
    /// <param name="name">The name.</param>
    public string? Find(string name)
    {
        // A name, and no way through the file system.
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            return null;
        string directory = Path.Combine(_root, name);
        return Directory.Exists(directory) && IsRun(directory) ? directory : null;
    }

    /// <summary>How a run stands, in a word; <c>trace</c> where another program wrote it.</summary>
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

    // A link may lead anywhere: what it leads to is not in the folder.
    private static bool IsRun(string directory) =>
        new DirectoryInfo(directory).LinkTarget is null
            && (IsPlain(Path.Combine(directory, RunFiles.FlowName)) || IsPlain(Path.Combine(directory, "recipe.yaml")))
        && new[] { RunFiles.FlowName, "recipe.yaml", "run.json", "metrics.jsonl", "facts.json" }.All(name =>
            !File.Exists(Path.Combine(directory, name)) || IsPlain(Path.Combine(directory, name)));

    private static bool IsPlain(string file) => File.Exists(file) && new FileInfo(file).LinkTarget is null;

    private static DateTime Written(string directory)
    {
        string flow = Path.Combine(directory, RunFiles.FlowName);
        return File.Exists(flow) ? File.GetLastWriteTimeUtc(flow) : Directory.GetLastWriteTimeUtc(directory);
    }
}
