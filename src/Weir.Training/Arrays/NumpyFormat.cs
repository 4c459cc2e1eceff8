using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Reads and writes the bytes of a <c>.npy</c> file (numpy.lib.format): a magic word, a version, a header that is a Python dictionary, and
/// the numbers.
/// </summary>
internal static partial class NumpyFormat
{
    private const int MostHeader = 1 << 16;
    private const int MostAxes = 64;
    private const int MostShown = 200;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="packed">Bytes that its bytes are packed in, where they are; null where the stream is a file of its own.</param>
    public static NumpyArray Read(Stream stream, string name, long? packed = null) =>
        Damage.Read(() => ReadChecked(stream, name, packed), (reason, error) => new NumpyException($"{name}: damaged: {reason}", error));

    private static NumpyArray ReadChecked(Stream stream, string name, long? packed)
    {
        byte[] start = Exactly(stream, 8, name, "the magic word and the version");
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new NumpyException($"{name}: this is no .npy file: it does not begin with \\x93NUMPY");
        int version = start[6];
        if (version is < 1 or > 3)
            throw new NumpyException($"{name}: it is of version {version}.{start[7]} of the format; 1, 2 and 3 are read");
        byte[] size = Exactly(stream, version == 1 ? 2 : 4, name, "the header's length");
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MostHeader)
            throw new NumpyException($"{name}: damaged: its header claims {length} bytes");
        string header = Encoding.UTF8.GetString(Exactly(stream, (int)length, name, "the header"));
        (NumpyType type, long[] shape) = Parse(header, name);
        Int128 bytes = type.Size();
        foreach (long axis in shape)
        {
            bytes *= axis;
            if (bytes > Array.MaxLength)
                throw new NumpyException($"{name}: an array of shape ({string.Join(", ", shape)}) is too large: at most "
                    + $"{Array.MaxLength} bytes are read");
        }

        if (packed is { } held && bytes > (Int128)held * FileLimits.MostUnpacked)
            throw new NumpyException($"{name}: damaged: its shape ({string.Join(", ", shape)}) claims {bytes} bytes, and the {held} "
                + "packed bytes cannot hold so many");
        if (FileLimits.Wrong(bytes) is { } wrong)
            throw new NumpyException($"{name}: {wrong}");
        byte[] numbers = Exactly(stream, (int)bytes, name, $"the numbers of shape ({string.Join(", ", shape)})");
        return stream.ReadByte() < 0 ? new NumpyArray(type, shape, numbers)
            : throw new NumpyException($"{name}: damaged: there are bytes behind the last number");
    }

    public static void Write(Stream stream, NumpyArray array)
    {
        string shape = array.Shape.Count == 1 ? $"({array.Shape[0]},)" : $"({string.Join(", ", array.Shape)})";
        string text = $"{{'descr': '{array.Type.Text()}', 'fortran_order': False, 'shape': {shape}, }}";
        // Blanks and a line's end bring the numbers to a multiple of 64 bytes.
        text = text.PadRight(((10 + text.Length + 1 + 63) / 64 * 64) - 11) + "\n";
        Span<byte> start = stackalloc byte[10];
        Magic.CopyTo(start);
        (start[6], start[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(start[8..], (ushort)text.Length);
        stream.Write(start);
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Write(array.Bytes);
    }

    private static (NumpyType Type, long[] Shape) Parse(string header, string name)
    {
        Match descr = Descr().Match(header), order = Order().Match(header), shape = ShapeText().Match(header);
        if (!descr.Success || !order.Success || !shape.Success)
            throw new NumpyException($"{name}: its header lacks a plain descr, fortran_order or shape: {Short(header.Trim())}; arrays of "
                + "records and objects are not read");
        string type = descr.Groups["descr"].Value;
        if (order.Groups["order"].Value == "True")
            throw new NumpyException($"{name}: the array is in Fortran order; save numpy.ascontiguousarray(array) instead");
        if (type.StartsWith('>') && type != ">u1" && type != ">i1")
            throw new NumpyException($"{name}: the numbers are big-endian ({type}); save array.astype('{type.Replace('>', '<')}') instead");
        NumpyType known = NumpyTypes.Of(type.Replace("<i1", "|i1", StringComparison.Ordinal)
            .Replace("<u1", "|u1", StringComparison.Ordinal))
            ?? throw new NumpyException($"{name}: numbers of type '{type}' are not read; float32, float64 and integers are: save "
                + "array.astype('float32') instead");
        List<long> lengths = [];
        foreach (string part in shape.Groups["shape"]
            .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
                throw new NumpyException($"{name}: damaged: the shape in its header is ({Short(shape.Groups["shape"].Value)})");
            lengths.Add(length);
            if (lengths.Count > MostAxes)
                throw new NumpyException($"{name}: damaged: its shape has more than {MostAxes} axes");
        }

        return (known, [.. lengths]);
    }

    private static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    private static byte[] Exactly(Stream stream, int count, string name, string what)
    {
        // A file that claims more than it has is found out before the memory is taken.
        if (stream.CanSeek && stream.Length - stream.Position < count)
            throw new NumpyException($"{name}: damaged: it ends within {what}: {count} bytes are expected there and "
                + $"{stream.Length - stream.Position} are left");
        byte[] bytes = ClaimedBytes.Read(stream, count);
        return bytes.Length == count ? bytes : throw new NumpyException(
            $"{name}: damaged: it ends within {what}: {count} bytes are expected there and {bytes.Length} are left");
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<descr>[^']*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Descr();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(?<order>True|False)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\((?<shape>[^)]*)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShapeText();
}
