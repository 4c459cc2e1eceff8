using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// The folder that branches of one recipe are tried in: who opens it holds it, and it is gone on with for the same recipe alone.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="runner">What makes the branches in it.</param>
/// <param name="what">What is made in it, as in <c>repair</c>.</param>
/// <param name="subject">What <c>original.yaml</c> says of it, as in <c>what it repairs</c>.</param>
internal sealed class BranchFolder(string path, TrialRunner runner, string what, string subject)
{
    private const string OriginalName = "original.yaml";

    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>Makes the folder, or opens one that was made before, and holds it: another process is refused meanwhile.</summary>
    /// <exception cref="RunException">It holds something else, or another process holds it.</exception>
    public IDisposable Open()
    {
        // What was stopped before holds its empty folder of runs alone, and what it had not finished to write.
        if (!File.Exists(At(OriginalName)) && Directory.Exists(path) && FileException.Guard(path, "it cannot be read", () =>
            Directory.EnumerateFileSystemEntries(path).FirstOrDefault(entry => System.IO.Path.GetFullPath(entry)
                != System.IO.Path.GetFullPath(runner.Runs) && !UnfinishedFile.Is(entry, OriginalName))) is { } other)
            throw new RunException($"{path}: it is no folder of a {what}, or has lost its {OriginalName}, which says {subject}, "
                + $"and holds {System.IO.Path.GetFileName(other)}. Give another --name, or remove the folder");
        return FileException.Guard(path, $"the {what}'s folder cannot be made", () =>
        {
            Directory.CreateDirectory(runner.Runs);
            return DiskFiles.Instance.TryLock(System.IO.Path.Combine(runner.Runs, RunLock.FileName));
        }) ?? throw new RunException($"{path}: another process is making this {what}; wait until it ends, and give the same command "
            + "again to see what it came to");
    }

    /// <summary>Says of which recipe it is, or goes on with the same.</summary>
    /// <param name="original">The branch without a change.</param>
    /// <exception cref="RunException">It is of another recipe, of other data or with another seed.</exception>
    public void Begin(Arm original)
    {
        string written = RecipeWriter.Write(original.Recipe);
        if (File.Exists(At(OriginalName)) && WholeFile.ReadText(At(OriginalName)) != written)
            throw new RunException($"{path}: it holds the {what} of another recipe of this name. Give another --name, or remove "
                + "the folder");
        runner.Check(original);
        Write(OriginalName, written);
    }

    /// <summary>Writes a file of it.</summary>
    public void Write(string name, string text) => WholeFile.WriteShared(At(name), text);

    /// <summary>Removes a file of it, where there is one.</summary>
    public void Remove(string name) => FileException.Guard(At(name), "it cannot be removed", () => File.Delete(At(name)));

    private string At(string name) => System.IO.Path.Combine(path, name);
}
