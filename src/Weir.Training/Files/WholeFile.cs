using System.Text;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Writes a file so that whoever reads it, and whatever happens meanwhile, it is as before or whole: under another name, synced, then put
/// in its place, and the folder synced.
/// </summary>
internal static class WholeFile
{
    /// <summary>
    /// What the name ends in until the file is whole, of a file that only the process that holds a run's lock writes. Other files have
    /// names of their writer's own (<see cref="UnfinishedFile"/>).
    /// </summary>
    public const string Unfinished = UnfinishedFile.Suffix;

    private const int BufferSize = 1 << 16;

    /// <summary>Writes a text of a run, whose lock the caller holds.</summary>
    /// <exception cref="FileException">The file cannot be written; what was there before is kept.</exception>
    public static void Write(string path, string text, IFileLayer files) =>
        FileException.Guard(path, "it cannot be written", () => Write(files, path, stream => stream.Write(Encoding.UTF8.GetBytes(text))));

    /// <summary>
    /// Writes a text that other processes may be writing too, or beside files of a user, under a name of its own: the last one stays.
    /// </summary>
    /// <exception cref="FileException">The file cannot be written; what was there before is kept.</exception>
    public static void WriteShared(string path, string text) =>
        FileException.Guard(path, "it cannot be written", () => WriteShared(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))));

    /// <summary>The same of what is written piece by piece.</summary>
    public static void WriteShared(string path, Action<Stream> write)
    {
        Write(DiskFiles.Instance, path, UnfinishedFile.Of(path), write);
        UnfinishedFile.Remove(path, File.GetLastWriteTimeUtc(path));
    }

    /// <summary>
    /// Writes a text that can be worked out again: whole for whoever reads it, but without waiting for the disk. Where the machine goes out
    /// it may be empty, or not there; what dead writers have left stays.
    /// </summary>
    /// <exception cref="FileException">The file cannot be written; what was there before is kept.</exception>
    public static void WriteDerived(string path, string text) => FileException.Guard(path, "it cannot be written", () =>
    {
        DiskFiles files = DiskFiles.Instance;
        string unfinished = UnfinishedFile.Of(path);
        try
        {
            using (Stream stream = files.Create(unfinished))
                stream.Write(Encoding.UTF8.GetBytes(text));
            files.Move(unfinished, path);
        }
        catch
        {
            TryDelete(files, unfinished);
            throw;
        }
    });

    /// <summary>
    /// Writes a user's own text anew: where a link leads, so that it stays one, and with the rights that the file has.
    /// </summary>
    /// <exception cref="FileException">The file cannot be written; what was there before is kept.</exception>
    public static void WriteOver(string path, string text) => FileException.Guard(path, "it cannot be written", () =>
    {
        string file = FinalPath.Of(path), unfinished = UnfinishedFile.Of(file);
        Write(DiskFiles.Instance, file, unfinished, stream =>
        {
            // Before there is anything to read.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(unfinished, File.GetUnixFileMode(file));
            stream.Write(Encoding.UTF8.GetBytes(text));
        });
        UnfinishedFile.Remove(file, File.GetLastWriteTimeUtc(file));
    });

    /// <summary>Writes a file of a run, whose lock the caller holds.</summary>
    public static void Write(IFileLayer files, string path, Action<Stream> write) => Write(files, path, path + Unfinished, write);

    private static void Write(IFileLayer files, string path, string unfinished, Action<Stream> write)
    {
        WriteSynced(files, unfinished, write);
        try
        {
            files.Move(unfinished, path);
        }
        catch
        {
            TryDelete(files, unfinished);
            throw;
        }

        files.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes a file under its own name and syncs it; what cannot be written whole is removed.</summary>
    public static void WriteSynced(IFileLayer files, string path, Action<Stream> write)
    {
        try
        {
            using Stream stream = files.Create(path);
            BufferedStream buffer = new(stream, BufferSize);
            write(buffer);
            buffer.Flush();
            files.Sync(stream);
        }
        catch
        {
            TryDelete(files, path);
            throw;
        }
    }

    /// <summary>Reads a record as a whole.</summary>
    /// <exception cref="FileException">It is larger than any record (<see cref="BoundedFile"/>).</exception>
    public static byte[] Read(IFileLayer files, string path)
    {
        using Stream stream = files.OpenRead(path);
        return BoundedFile.Read(stream, path, BoundedFile.Record);
    }

    /// <summary>Reads a text that is no larger than a record, past any layer.</summary>
    /// <exception cref="FileException">It is larger, is a pipe, or cannot be read.</exception>
    public static string ReadText(string path, string what = "it cannot be read") => BoundedFile.ReadText(path, what);

    /// <summary>Reads a file of lines as a whole.</summary>
    /// <exception cref="FileException">It is larger than any such file (<see cref="BoundedFile"/>).</exception>
    public static byte[] ReadLines(IFileLayer files, string path)
    {
        using Stream stream = files.OpenRead(path);
        return BoundedFile.ReadLines(stream, path);
    }

    /// <summary>Opens a file of lines, for who reads a part of it.</summary>
    /// <exception cref="FileException">It is larger than any such file (<see cref="BoundedFile"/>).</exception>
    public static Stream OpenLines(IFileLayer files, string path)
    {
        Stream stream = files.OpenRead(path);
        try
        {
            BoundedFile.CheckLines(stream, path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void TryDelete(IFileLayer files, string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // The disk is the trouble already. The next save writes over it, and a resumed run removes it.
        }
    }
}
