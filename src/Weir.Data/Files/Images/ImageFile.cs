using System.Text;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Reads image files. The format is told from the first bytes, not from the name.</summary>
public static class ImageFile
{
    /// <summary>What can be read, in words.</summary>
    public const string Supported = "PNG, JPEG, BMP, PGM and PPM";

    private static readonly (string Name, byte[] Start, string? Package)[] s_others =
    [
        ("a GIF", "GIF8"u8.ToArray(), "Weir.Skia"),
        ("a TIFF", [0x49, 0x49, 0x2A, 0x00], null),
        ("a TIFF", [0x4D, 0x4D, 0x00, 0x2A], null),
        ("a WebP", "RIFF"u8.ToArray(), "Weir.Skia"),
        ("a bitmap of the PBM kind", "P1"u8.ToArray(), null),
        ("a bitmap of the PBM kind", "P4"u8.ToArray(), null),
    ];

    /// <summary>Reads a PNG, JPEG, BMP, PGM or PPM file, or one of a format that is given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="others">Further formats. Default none.</param>
    /// <exception cref="DataException">It is missing, damaged, or of a format that is not read; the message names the place and the
    /// reason.</exception>
    public static PixelImage Read(string path, IReadOnlyList<ImageFormat>? others = null) =>
        Decode(path, InputFile.ReadBytes(path), others);

    /// <summary>What a file is, by how it begins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="others">Further formats. Default none.</param>
    /// <returns>True for an image that can be read, false for one of a format that is not read, null for what is no image.</returns>
    internal static bool? IsRead(string path, IReadOnlyList<ImageFormat>? others = null)
    {
        byte[] start = new byte[ImageFormat.StartLength];
        int count;
        try
        {
            using FileStream stream = InputFile.Open(path);
            count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (DiskError.Is(exception) || exception is DataException)
        {
            // Whoever opens it says what is wrong.
            return true;
        }

        ReadOnlySpan<byte> bytes = start.AsSpan(0, count);
        if (bytes.StartsWith(PngFile.Signature) || bytes.StartsWith(JpegFile.Start) || bytes.StartsWith(BmpFile.Start))
            return true;
        if (bytes.Length > 2 && bytes[0] == (byte)'P' && bytes[1] is >= (byte)'1' and <= (byte)'6' && char.IsWhiteSpace((char)bytes[2]))
            return bytes[1] is not ((byte)'1' or (byte)'4');
        if (Other(start.AsMemory(0, count), others) is not null)
            return true;
        foreach ((_, byte[] other, _) in s_others)
        {
            if (other.Length > 2 && bytes.StartsWith(other))
                return false;
        }

        return null;
    }

    /// <summary>Reads an image from the bytes of a file.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="others">Further formats. Default none.</param>
    /// <exception cref="DataException">As of <see cref="Read"/>.</exception>
    public static PixelImage Decode(string name, byte[] bytes, IReadOnlyList<ImageFormat>? others = null)
    {
        if (bytes.Length == 0)
            throw new DataException($"{name}: the file is empty");
        if (bytes.AsSpan().StartsWith(PngFile.Signature))
            return PngFile.Decode(name, bytes);
        if (bytes.AsSpan().StartsWith(JpegFile.Start))
            return JpegFile.Decode(name, bytes);
        if (bytes.AsSpan().StartsWith(BmpFile.Start))
            return BmpFile.Decode(name, bytes);
        if (bytes.Length > 1 && bytes[0] == (byte)'P' && bytes[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6')
            return NetpbmFile.Decode(name, bytes);
        if (Other(bytes.AsMemory(0, Math.Min(bytes.Length, ImageFormat.StartLength)), others) is { } format)
            return format.Decode(name, bytes);
        (string? other, _, string? package) = s_others.FirstOrDefault(known => bytes.AsSpan().StartsWith(known.Start));
        string start = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(4, bytes.Length)));
        throw new DataException(other is null
            ? $"{name}: it is no image of a known format (it begins with "
                + $"'{new string([.. start.Select(c => char.IsControl(c) ? '·' : c)])}'); {All(others)} are read"
            : $"{name}: it is {other}, and {All(others)} are read; convert it, as with 'magick FILE FILE.png'"
                + (package is null ? "" : $", or read it in a program with the package {package}"));
    }

    /// <summary>What can be read with further formats, in words.</summary>
    /// <param name="others">They.</param>
    internal static string All(IReadOnlyList<ImageFormat>? others) =>
        others is null or [] ? Supported : $"{Supported}, {string.Join(", ", others.Select(format => format.Name))}";

    private static ImageFormat? Other(ReadOnlyMemory<byte> start, IReadOnlyList<ImageFormat>? others) =>
        others?.FirstOrDefault(format => format.Begins(start));
}
