using System.Text;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>Follows a file of lines that grows: each whole line once, from a place on.</summary>
/// <param name="path">The file, which may not be there yet.</param>
/// <param name="position">The byte to begin at: the end of a line.</param>
internal sealed class FileFollower(string path, long position)
{
    /// <summary>Bytes that are read at a time.</summary>
    private const int Piece = 1 << 18;

    /// <summary>The end of the last line that was handed out.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Whether the file has become shorter than what was read: a resumed run cuts what it will write again.</summary>
    public bool WasCut { get; private set; }

    /// <summary>The whole lines that have come since, up to a few hundred kilobytes at a time; none if there are none.</summary>
    /// <exception cref="FileException">The file cannot be read, or is larger than any file of lines.</exception>
    public IReadOnlyList<string> Next() => FileException.Guard(path, "it cannot be read", ReadNext);

    private IReadOnlyList<string> ReadNext()
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            WasCut = Position > 0;
            return [];
        }

        if (file.Length < Position)
            WasCut = true;
        if (file.Length <= Position)
            return [];
        using Stream stream = WholeFile.OpenLines(DiskFiles.Instance, path);
        stream.Position = Position;
        // A line longer than a piece is read whole.
        byte[] bytes = new byte[Piece];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        while (read == bytes.Length && Array.LastIndexOf(bytes, (byte)'\n', read - 1, read) < 0)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
        }

        int end = read == 0 ? -1 : Array.LastIndexOf(bytes, (byte)'\n', read - 1, read);
        if (end < 0)
            return [];
        Position += end + 1;
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n');
    }
}
