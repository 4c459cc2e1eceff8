using System.Buffers.Binary;

namespace Weir.Data;

/// <summary>The end of a Parquet file, in which it describes itself.</summary>
internal static class ParquetFooter
{
    // The length of the description, and the four letters PAR1.
    private const int Tail = 8;

    /// <summary>Sees that the description claims no more than the file holds: the library that reads it goes by its claims.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or its description is damaged.</exception>
    public static void Check(Stream file)
    {
        byte[] tail = new byte[Tail];
        if (file.Length < Tail + 4)
            throw new InvalidDataException($"it has {file.Length} bytes, which is fewer than the shortest has");
        file.Seek(-Tail, SeekOrigin.End);
        file.ReadExactly(tail);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw new InvalidDataException("it does not end as Parquet files do");
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - Tail)
            throw new InvalidDataException($"its description of itself is said to take {length} bytes, which the file has not");
        file.Seek(-Tail - length, SeekOrigin.End);
        byte[] description = new byte[length];
        file.ReadExactly(description);
        // What ends early was damaged on its way: the library would go on behind it, and may never come to an end.
        int taken = ThriftWalk.Structure(description, ThriftShape.Parquet);
        if (taken != length)
            throw new InvalidDataException($"its description of itself is damaged: it takes {taken} bytes, and {length} are set apart "
                + "for it");
    }
}
