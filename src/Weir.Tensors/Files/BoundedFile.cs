using System.Text;

namespace Weir.Tensors;

/// <summary>
/// Reads whole files that a program of ours has written, and takes no memory without bound where they are something else.
/// </summary>
internal static class BoundedFile
{
    /// <summary>The most bytes of a file that grows by lines: seven times what 100,000 samples of a run have taken.</summary>
    private const int Lines = 1 << 30;

    /// <summary>
    /// The most bytes of a record, as <c>run.json</c> and <c>facts.json</c>: facts of ten thousand layers have a few million.
    /// </summary>
    public const int Record = 1 << 26;

    private const int First = 1 << 16;

    /// <summary>Reads a file of lines, of which none is larger than a record: what has no line end is found out by then.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="path">The file, for the message.</param>
    /// <exception cref="FileException">It has more, which is found out by its length, or a longer line.</exception>
    public static byte[] ReadLines(Stream stream, string path)
    {
        CheckLines(stream, path);
        byte[] start = UpTo(stream, Record);
        if (start.Length == Record && !start.Contains((byte)'\n'))
            throw TooLarge(path, "a line of more than", Record);
        return start.Length < Record ? start : [.. start, .. Read(stream, path, Lines - Record, Lines)];
    }

    /// <summary>Refuses a file of lines that is too large, for who reads a part of it; nothing is read.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its name, for the message.</param>
    /// <exception cref="FileException">It has more bytes than any file of lines.</exception>
    public static void CheckLines(Stream stream, string path)
    {
        if (Left(stream) > Lines)
            throw TooLarge(path, "more than", Lines);
    }

    /// <summary>Reads what is there.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="path">The file, for the message.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="FileException">It has more; where its length says so, nothing is read.</exception>
    public static byte[] Read(Stream stream, string path, int most) => Read(stream, path, most, most);

    private static byte[] Read(Stream stream, string path, int most, int inAll)
    {
        byte[]? bytes = Left(stream) > most ? null : UpTo(stream, most + 1);
        return bytes?.Length <= most ? bytes : throw TooLarge(path, "more than", inAll);
    }

    private static FileException TooLarge(string path, string what, int bytes) =>
        new($"it has {what} {bytes >> 20} MiB, which no such file of a run has; is it a link, or damaged?") { Place = path };

    /// <summary>Reads a text in UTF-8 that is no larger than a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What is the matter if it fails.</param>
    /// <exception cref="FileException">It has more, is a pipe or a device, or cannot be read.</exception>
    public static string ReadText(string path, string what = "it cannot be read") => FileException.Guard(path, what, () =>
    {
        using FileStream stream = RegularFile.OpenRead(path, FileShare.ReadWrite | FileShare.Delete);
        ReadOnlySpan<byte> bytes = Read(stream, path, Record);
        return Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
    });

    /// <summary>
    /// Reads so many bytes, or as many as there are; memory is taken for the length of a file, else as they arrive.
    /// </summary>
    /// <param name="stream">Where from.</param>
    /// <param name="most">How many at most: 0 to <see cref="Array.MaxLength"/>.</param>
    public static byte[] UpTo(Stream stream, int most)
    {
        byte[] bytes = new byte[Math.Min(most, Left(stream) is > 0 and var left ? left : First)];
        for (int count = 0; ;)
        {
            count += stream.ReadAtLeast(bytes.AsSpan(count), bytes.Length - count, throwOnEndOfStream: false);
            if (count < bytes.Length)
                return bytes[..count];
            int next = count == most ? -1 : stream.ReadByte();
            if (next < 0)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(most, Math.Max(First, 2L * count)));
            bytes[count++] = (byte)next;
        }
    }

    /// <summary>How many bytes a file says to have left; 0 or less for what has no length, as what is unpacked, and a device.</summary>
    private static long Left(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : 0;
}
