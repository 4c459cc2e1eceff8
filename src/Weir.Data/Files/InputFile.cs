using System.Text;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Opens the files that data is read from. A pipe and a device are refused, since files are read more than once: to see what they are, and
/// to read them.
/// </summary>
public static class InputFile
{
    // A character of a text takes two bytes as it is read, four as its number, and the text itself one or more.
    private const int BytesPerCharacter = 8;

    // A level of one byte takes four as a pixel's number.
    private const int BytesPerLevel = 4;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is a pipe or a device. What the disk has against it is the caller's to tell.</exception>
    public static FileStream Open(string path)
    {
        if (!RegularFile.IsPipeOrDevice(path))
            return RegularFile.OpenRead(path);
        throw new DataException($"{path}: it is a pipe or a device, and files of data are read more than once; write what comes from it "
            + "into a file, and name that");
    }

    /// <summary>Reads a file whole, as of an image.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, a pipe or a device, cannot be read, or is beyond a quarter of the limit
    /// (<see cref="FileLimits"/>), since an image takes so much more memory than its file.</exception>
    public static byte[] ReadBytes(string path) => Read(path, FileLimits.Bytes() / BytesPerLevel);

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

    /// <summary>Reads a file whole that has so many bytes at most; of one that has more nothing is read.</summary>
    internal static byte[] Read(string path, long limit)
    {
        int most = (int)Math.Min(limit, Array.MaxLength);
        try
        {
            using FileStream stream = Open(path);
            byte[]? bytes = stream.Length > most ? null : ClaimedBytes.Read(stream, most);
            return bytes is not null && (bytes.Length < most || stream.ReadByte() < 0) ? bytes
                : throw new DataException($"{path}: it has more than {most} bytes; take a part of it, or set the environment variable "
                    + $"{FileLimits.Variable} to more, as in {FileLimits.Variable}=8G");
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
