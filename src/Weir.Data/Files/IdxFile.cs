using System.Buffers.Binary;
using System.IO.Compression;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// An array of bytes in the IDX format of the MNIST files (LeCun, Cortes and Burges): two zero bytes, the kind of entry, the number of
/// axes, the length of each axis as a big-endian 32-bit number, the entries. Compressed by gzip or not.
/// </summary>
/// <param name="Dimensions">The lengths of the axes, outermost first.</param>
/// <param name="Values">The entries, row-major.</param>
public sealed record IdxFile(int[] Dimensions, byte[] Values)
{
    private const byte UnsignedByte = 0x08;

    private static readonly Dictionary<int, string> OtherKinds = new()
    {
        [0x09] = "signed bytes",
        [0x0B] = "16-bit integers",
        [0x0C] = "32-bit integers",
        [0x0D] = "32-bit floats",
        [0x0E] = "64-bit floats",
    };

    /// <summary>Reads a file. Whether it is compressed is told from its first bytes, not from its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="axes">The number of axes that it must have: 3 for images, 1 for labels.</param>
    /// <exception cref="DataException">The file is missing, not of this format, damaged, too short or too long.</exception>
    public static IdxFile Read(string path, int axes)
    {
        if (!File.Exists(path))
            throw new DataException($"{path}: there is no such file");
        try
        {
            using FileStream file = InputFile.Open(path);
            bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            if (!compressed)
                return Read(file, path, axes);
            using WholeGzipStream unpacked = new(file);
            return Read(unpacked, path, axes);
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{path}: the compressed data is damaged or cut off; delete the file and fetch it again", exception);
        }
        catch (Exception exception) when (DiskError.Is(exception))
        {
            throw new DataException($"{path}: cannot be read: {DiskError.Words(exception)}", exception);
        }
    }

    /// <summary>Writes the file, compressed when its name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file, replaced when it is there.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Write(string path)
    {
        byte[] header = new byte[4 + (4 * Dimensions.Length)];
        header[2] = UnsignedByte;
        header[3] = checked((byte)Dimensions.Length);
        for (int axis = 0; axis < Dimensions.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), Dimensions[axis]);
        FileException.Guard(path, "it cannot be written", () =>
        {
            using Stream file = RegularFile.Create(path);
            using Stream target = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionLevel.Fastest) : file;
            target.Write(header);
            target.Write(Values);
        });
    }

    private static IdxFile Read(Stream stream, string path, int axes)
    {
        Span<byte> magic = stackalloc byte[4];
        if (stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4)
            throw new DataException($"{path}: the file ends within its first four bytes; delete it and fetch it again");
        if (magic[0] != 0 || magic[1] != 0)
            throw new DataException($"{path}: not an IDX file: it starts with {Convert.ToHexString(magic)}, two zero bytes are expected");
        if (OtherKinds.TryGetValue(magic[2], out string? kind))
            throw new DataException($"{path}: the file holds {kind}; only unsigned bytes are read");
        if (magic[2] != UnsignedByte)
            throw new DataException($"{path}: not an IDX file: its entry kind is 0x{magic[2]:X2}, for unsigned bytes it is 0x08");
        if (magic[3] != axes)
            throw new DataException($"{path}: the file has {magic[3]} axes where {axes} are expected (images have 3, labels 1); is it "
                + "the right file?");

        byte[] lengths = new byte[4 * axes];
        if (stream.ReadAtLeast(lengths, lengths.Length, throwOnEndOfStream: false) < lengths.Length)
            throw new DataException($"{path}: the file ends within its header; delete it and fetch it again");
        int[] dimensions = new int[axes];
        long size = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(lengths.AsSpan(4 * axis));
            size = length > int.MaxValue ? long.MaxValue : size * length;
            if (size > Array.MaxLength)
                throw new DataException($"{path}: the header asks for more than {Array.MaxLength} entries; the file is damaged");
            dimensions[axis] = (int)length;
        }

        if (FileLimits.Wrong(size) is { } wrong)
            throw new DataException($"{path}: {wrong}");
        return new IdxFile(dimensions, ReadValues(stream, path, (int)size));
    }

    private static byte[] ReadValues(Stream stream, string path, int size)
    {
        byte[] values = ClaimedBytes.Read(stream, size);
        if (values.Length < size)
            throw new DataException($"{path}: the file is too short: {values.Length} of {size} entries are there; delete it and fetch "
                + "it again");
        if (stream.ReadByte() >= 0)
            throw new DataException($"{path}: the file is too long: there are bytes after its {size} entries; delete it and fetch it "
                + "again");
        return values;
    }
}
