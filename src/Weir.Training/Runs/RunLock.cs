namespace Weir.Training;

/// <summary>
/// The right to write a run directory. The system gives it back when the process ends, however it ends: nothing stale is left
/// behind.
/// </summary>
internal static class RunLock
{
    public const string FileName = ".lock";

    /// <summary>Takes a directory that no run has been begun in; null if one has, or another takes it.</summary>
    public static IDisposable? TakeNew(IFileLayer files, string directory)
    {
        files.CreateDirectory(directory);
        if (!IsUnbegun(files, directory) || Take(files, directory) is not { } taken)
            return null;
        // By its lock a directory that was not begun is known, also after a loss of power.
        files.SyncDirectory(directory);
        // Another may have begun a run, and ended, between the look and the lock.
        if (IsUnbegun(files, directory))
            return taken;
        taken.Dispose();
        return null;
    }

    /// <summary>Takes a run's directory; null if another process (or this one) is writing it.</summary>
    public static IDisposable? Take(IFileLayer files, string directory) => files.TryLock(Path.Combine(directory, FileName));

    /// <summary>
    /// Whether a process holds the right to write a directory. Asks without writing, so that it can be asked of a disk that is read-only.
    /// </summary>
    public static bool IsHeld(IFileLayer files, string directory) => files.IsLocked(Path.Combine(directory, FileName));

    /// <summary>
    /// Whether a directory holds nothing but what a run leaves that was killed before its recipe was there. The recipe is written last:
    /// where it is, there is a run. Folders of other files are left alone.
    /// </summary>
    public static bool IsUnbegun(IFileLayer files, string directory)
    {
        IReadOnlyList<string> names = files.List(directory);
        return names.All(name => name is FileName or RunDirectory.RecordName or KeptFiles.Folder
            || (name is RunDirectory.RecipeName + WholeFile.Unfinished or RunDirectory.RecordName + WholeFile.Unfinished))
            && (names.Count == 0 || names.Contains(FileName));
    }
}
