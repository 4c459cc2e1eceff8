namespace Weir.Training;

/// <summary>
/// All that a run, and the watch beside it (<c>facts.json</c>, <c>findings.json</c>), do to the disk; only the page that is made of them
/// is written past it. Tests put another in its place, which stops at any operation, loses what was not synced, or fails as a disk does.
/// Run and watch call it from threads of their own.
/// </summary>
public interface IFileLayer
{
    /// <summary>Whether there is a file.</summary>
    /// <param name="path">The file.</param>
    bool Exists(string path);

    /// <summary>The names of the files and folders in a folder; none where there is no such folder.</summary>
    /// <param name="directory">The folder.</param>
    IReadOnlyList<string> List(string directory);

    /// <summary>Opens a file to read it.</summary>
    /// <param name="path">The file.</param>
    Stream OpenRead(string path);

    /// <summary>Makes a file anew to write it: what had its name before, a link too, is taken away.</summary>
    /// <param name="path">The file.</param>
    Stream Create(string path);

    /// <summary>Opens a file at its end to write more; makes it where there is none. Each write reaches the system at once.</summary>
    /// <param name="path">The file.</param>
    Stream Append(string path);

    /// <summary>Returns when all that was written to a file is on the disk, so that it outlives a loss of power.</summary>
    /// <param name="file">A stream of <see cref="Create"/> or <see cref="Append"/>.</param>
    /// <exception cref="IOException">The disk could not keep it.</exception>
    void Sync(Stream file);

    /// <summary>Gives a file another name at one stroke; a file of that name is replaced.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name, in the same folder.</param>
    void Move(string from, string to);

    /// <summary>Removes a file; nothing is done where there is none.</summary>
    /// <param name="path">The file.</param>
    void Delete(string path);

    /// <summary>Makes a folder and those that it lies in; nothing is done where there is one.</summary>
    /// <param name="path">The folder.</param>
    void CreateDirectory(string path);

    /// <summary>Returns when the names in a folder are on the disk: what was made, renamed and removed there.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk could not keep it.</exception>
    void SyncDirectory(string path);

    /// <summary>
    /// Takes the right that a lock file stands for. It is given back when the result is disposed, and when the process ends in any way.
    /// </summary>
    /// <param name="path">The lock file; made where there is none.</param>
    /// <returns>Null where another holds it.</returns>
    IDisposable? TryLock(string path);

    /// <summary>Whether somebody holds the right that a lock file stands for. Nothing is written.</summary>
    /// <param name="path">The lock file.</param>
    bool IsLocked(string path);
}
