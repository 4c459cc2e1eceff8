using Weir.Tensors;

namespace Weir.Training;

/// <summary>The files of the system.</summary>
public sealed class DiskFiles : IFileLayer
{
    private DiskFiles()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry))] : [];

    /// <inheritdoc/>
    public Stream OpenRead(string path) => RegularFile.OpenRead(path, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public Stream Create(string path) => RegularFile.Create(path);

    /// <inheritdoc/>
    public Stream Append(string path)
    {
        RegularFile.Check(path);
        // A buffer of one byte is none: a line is with the system when it is written.
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (stream.CanSeek)
            stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <inheritdoc/>
    public void Sync(Stream file) => DiskSync.File((FileStream)file);

    /// <inheritdoc/>
    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => RegularFile.Delete(path);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => DiskSync.Folder(path);

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        RegularFile.Check(path);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (IsLocked(path))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool IsLocked(string path)
    {
        if (!File.Exists(path))
            return false;
        RegularFile.Check(path);
        try
        {
            // Reading only: it can be asked of a disk that is read-only.
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
