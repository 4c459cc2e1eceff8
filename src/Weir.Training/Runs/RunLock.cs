namespace Weir.Training;

/// <summary>
/// The right to write a run directory. The system gives it back when the process ends, however it ends: nothing stale is left
/// behind.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream _stream;

    private RunLock(FileStream stream) => _stream = stream;

    /// <summary>Takes a directory that nobody has used yet; null if somebody has.</summary>
    public static RunLock? TakeNew(string directory)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, FileName);
        try
        {
            RunLock taken = new(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
            if (Directory.EnumerateFileSystemEntries(directory).Skip(1).Any())
            {
                // Somebody else's files were there before: leave the directory as it was.
                taken.Dispose();
                File.Delete(path);
                return null;
            }

            return taken;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Takes an existing run's directory; null if another process (or this one) is writing it.</summary>
    public static RunLock? Take(string directory)
    {
        try
        {
            return new RunLock(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (IsHeld(directory))
        {
            return null;
        }
    }

    /// <summary>Whether a process holds the right to write a directory. Asks without writing, so that it can be asked of a disk that is read-only.</summary>
    public static bool IsHeld(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return false;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _stream.Dispose();
}
