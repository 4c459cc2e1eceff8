using System.Text;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Opens the files that data is read from. A pipe is refused, since files are read more than once: to see what they are, and to read them.
/// </summary>
public static class InputFile
{
    // A character of a text takes two bytes as it is read, four as its number, and the text itself one or more.
    private const int BytesPerCharacter = 8;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is a pipe. What the disk has against it is the caller's to tell.</exception>
    public static FileStream Open(string path)
    {
        if (!RegularFile.IsPipe(path))
            return RegularFile.OpenRead(path);
        throw new DataException($"{path}: it is a pipe, and files of data are read more than once; write what comes from it into a file, "
            + "and name that");
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, a pipe, cannot be read, or is beyond the limit (<see cref="FileLimits"/>).
    /// </exception>
    public static byte[] ReadBytes(string path) => Read(path, FileLimits.Bytes());

    /// <summary>Reads a text in UTF-8 whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">As of <see cref="ReadBytes"/>, or it is not UTF-8; the limit is an eighth, since a text takes so
    /// much more memory than its file.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes = Read(path, FileLimits.Bytes() / BytesPerCharacter);
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return s_strict.GetString(text);
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataException($"{path}: byte {exception.Index + bytes.Length - text.Length} is not UTF-8; convert the text to UTF-8",
                exception);
        }
    }

    /// <summary>Reads a file whole that has so many bytes at most.</summary>
    internal static byte[] Read(string path, long limit)
    {
        int most = (int)Math.Min(limit, Array.MaxLength);
        try
        {
            using FileStream stream = Open(path);
            byte[] bytes = ClaimedBytes.Read(stream, most);
            return bytes.Length < most || stream.ReadByte() < 0 ? bytes : throw new DataException($"{path}: it has more than {most} bytes; "
                + $"take a part of it, or set the environment variable {FileLimits.Variable} to more, as in {FileLimits.Variable}=8G");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file", exception);
        }
        catch (Exception exception) when (DiskError.Is(exception))
        {
            throw new DataException($"{path}: cannot be read: {DiskError.Words(exception)}", exception);
        }
    }
}
