using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Weir.Flow;

namespace Weir.Pages;

/// <summary>
/// A record of a TensorBoard event file: its length and its content, each with a masked CRC-32C, and the few fields of the protocol buffers
/// Event, Summary, Value and HistogramProto that scalars and histograms need (tensorflow/core/util/event.proto, framework/summary.proto).
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

    /// <summary>Writes what a step has.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">Names with their numbers.</param>
    /// <param name="histograms">Names with their histograms.</param>
    public static void Write(Stream stream, double time, long step, IEnumerable<(string Name, double Value)> values,
        IEnumerable<(string Name, Histogram Value)> histograms)
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

        foreach ((string name, Histogram histogram) in histograms)
        {
            ArrayBufferWriter<byte> one = new();
            Bytes(one, 1, Encoding.UTF8.GetBytes(name));
            Bytes(one, 5, HistogramBytes(histogram));
            Bytes(summary, 1, one.WrittenSpan);
        }

        ArrayBufferWriter<byte> content = new();
        Fixed64(content, 1, BitConverter.DoubleToUInt64Bits(time));
        Key(content, 2, 0);
        Variable(content, (ulong)step);
        Bytes(content, 5, summary.WrittenSpan);
        WriteRecord(stream, content.WrittenSpan);
    }

    /// <summary>
    /// Bins by their upper limits, which rise. What is known of an entry is its bin: sums are those of its middle, a size and a half.
    /// </summary>
    private static ReadOnlySpan<byte> HistogramBytes(Histogram histogram)
    {
        int bins = histogram.Positive.Count;
        double Size(int bin) => Math.ScaleB(1, histogram.First + bin);
        List<(double Limit, double Count, double Middle)> all = [(-Size(bins), 0, 0)];
        for (int i = bins - 1; i >= 0; i--)
            all.Add((-Size(i), histogram.Negative[i], -1.5 * Size(i)));
        all.Add((Size(0), histogram.Zeros, 0));
        for (int i = 0; i < bins; i++)
            all.Add((Size(i + 1), histogram.Positive[i], 1.5 * Size(i)));
        int first = all.FindIndex(bin => bin.Count > 0), last = all.FindLastIndex(bin => bin.Count > 0);
        ArrayBufferWriter<byte> content = new();
        void Number(int field, double value) => Fixed64(content, field, BitConverter.DoubleToUInt64Bits(value));
        Number(1, first < 0 ? 0 : all[first].Middle);
        Number(2, last < 0 ? 0 : all[last].Middle);
        Number(3, all.Sum(bin => bin.Count));
        Number(4, all.Sum(bin => bin.Count * bin.Middle));
        Number(5, all.Sum(bin => bin.Count * bin.Middle * bin.Middle));
        Bytes(content, 6, Packed([.. all.Select(bin => bin.Limit)]));
        Bytes(content, 7, Packed([.. all.Select(bin => bin.Count)]));
        return content.WrittenSpan;
    }

    private static byte[] Packed(IReadOnlyList<double> values)
    {
        byte[] bytes = new byte[values.Count * sizeof(double)];
        for (int i = 0; i < values.Count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return bytes;
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
