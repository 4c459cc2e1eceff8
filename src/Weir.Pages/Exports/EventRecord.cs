using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Weir.Pages;

/// <summary>
/// A record of a TensorBoard event file: its length and its content, each with a masked CRC-32C, and the few fields of the protocol buffers
/// Event, Summary and Value that scalars need (tensorflow/core/util/event.proto, framework/summary.proto).
/// </summary>
internal static class EventRecord
{
    private static readonly uint[] s_table = MakeTable();

    /// <summary>Writes the first event of a file, which names the version of its format.</summary>
    public static void WriteVersion(Stream stream, double time)
    {
        ArrayBufferWriter<byte> content = new();
        Fixed64(content, 1, BitConverter.DoubleToUInt64Bits(time));
        Bytes(content, 3, "brain.Event:2"u8);
        WriteRecord(stream, content.WrittenSpan);
    }

    /// <summary>Writes scalars of a step.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">Names with their numbers.</param>
    public static void WriteScalars(Stream stream, double time, long step, IEnumerable<(string Name, double Value)> values)
    {
        ArrayBufferWriter<byte> summary = new();
        foreach ((string name, double value) in values)
        {
            ArrayBufferWriter<byte> one = new();
            Bytes(one, 1, Encoding.UTF8.GetBytes(name));
            Key(one, 2, 5);
            BinaryPrimitives.WriteSingleLittleEndian(one.GetSpan(4), (float)value);
            one.Advance(4);
            Bytes(summary, 1, one.WrittenSpan);
        }

        ArrayBufferWriter<byte> content = new();
        Fixed64(content, 1, BitConverter.DoubleToUInt64Bits(time));
        Key(content, 2, 0);
        Variable(content, (ulong)step);
        Bytes(content, 5, summary.WrittenSpan);
        WriteRecord(stream, content.WrittenSpan);
    }

    /// <summary>CRC-32C (Castagnoli), turned and shifted as TensorFlow's records have it.</summary>
    internal static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte each in bytes)
            sum = s_table[(byte)(sum ^ each)] ^ (sum >> 8);
        sum ^= 0xFFFFFFFF;
        return ((sum >> 15) | (sum << 17)) + 0xA282EAD8;
    }

    private static void WriteRecord(Stream stream, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(content));
        stream.Write(head);
        stream.Write(content);
        stream.Write(tail);
    }

    private static void Key(ArrayBufferWriter<byte> to, int field, int kind) => Variable(to, (ulong)((field << 3) | kind));

    private static void Variable(ArrayBufferWriter<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            One((byte)(value | 0x80));
        One((byte)value);

        void One(byte each)
        {
            to.GetSpan(1)[0] = each;
            to.Advance(1);
        }
    }

    private static void Fixed64(ArrayBufferWriter<byte> to, int field, ulong bits)
    {
        Key(to, field, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(to.GetSpan(8), bits);
        to.Advance(8);
    }

    private static void Bytes(ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> bytes)
    {
        Key(to, field, 2);
        Variable(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static uint[] MakeTable()
    {
        const uint Castagnoli = 0x82F63B78;
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ Castagnoli : sum >> 1;
            table[i] = sum;
        }

        return table;
    }
}
