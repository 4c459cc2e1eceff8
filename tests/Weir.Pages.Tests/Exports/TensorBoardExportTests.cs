using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Weir.Flow;

namespace Weir.Pages.Tests.Exports;

/// <summary>The event file, taken apart by what the formats say rather than by the code that wrote it.</summary>
public sealed class TensorBoardExportTests
{
    [Theory]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("", 0x00000000)]
    public void The_sum_is_that_of_the_standard(string text, uint sum)
    {
        // The check value of CRC-32C, unmasked.
        uint masked = EventRecord.Masked(Encoding.ASCII.GetBytes(text)) - 0xA282EAD8;
        ((masked >> 17) | (masked << 15)).ShouldBe(sum);
    }

    [Fact]
    public void Scalars_come_back_with_their_names_steps_and_values()
    {
        using Folder folder = new();
        Weir.Flow.Trace trace = Make.Trace(3, 12);
        Make.Write(trace, folder["flow.jsonl"]);
        string file = TensorBoardExport.Write(folder["flow.jsonl"], folder["logs"]);
        Path.GetFileName(file).ShouldStartWith("events.out.tfevents.");
        List<(long Step, string Name, float Value, byte[]? Histogram)> read = Read(file);
        read.Count(each => each.Name == "loss").ShouldBe(12);
        read.Single(each => each is { Step: 7, Name: "loss" }).Value.ShouldBe((float)trace.Samples[6].Loss, 1e-6f);
        read.Single(each => each is { Step: 7, Name: "l2_norm/grad/2.weight" })
            .Value.ShouldBe((float)trace.Samples[6].Parameters[1].GradientNorm!, 1e-6f);
        read.Single(each => each is { Step: 7, Name: "delta.rms/3" })
            .Value.ShouldBe((float)trace.Samples[6].Layers[2].DeltaRms!.Value, 1e-6f);
        read.Where(each => each is { Step: 2 } && each.Name.StartsWith("units.dead/", StringComparison.Ordinal))
            .ShouldBeEmpty("it was not measured yet");
    }

    [Fact]
    public void Histograms_come_back_with_limits_that_rise_and_all_entries()
    {
        using Folder folder = new();
        // Two entries in (−2, −1], one zero, three in [0.25, 0.5), four in [1, 2).
        Histogram histogram = new(1, -2, [3, 0, 4], [0, 0, 2]);
        Flow.Trace trace = Make.Trace(1, 2, sample => sample.Step == 2 ? sample with
        {
            Histograms = new FlowHistograms([new LayerHistograms(histogram, null)], [new ParameterHistograms(histogram, null)]),
        } : sample);
        Make.Write(trace, folder["flow.jsonl"]);
        (long Step, string Name, float Value, byte[]? Histogram)[] read =
            [.. Read(TensorBoardExport.Write(folder["flow.jsonl"], folder["logs"])).Where(each => each.Histogram is not null)];
        read.Select(each => (each.Step, each.Name)).ShouldBe([(2, "distribution/activation/1"), (2, "distribution/weight/1.weight")]);
        Dictionary<int, (ulong Number, byte[] Bytes)> fields =
            Fields(read[0].Histogram!).ToDictionary(field => field.Field, field => (field.Number, field.Bytes));
        BitConverter.UInt64BitsToDouble(fields[3].Number).ShouldBe(10);
        double[] limits = MemoryMarshal.Cast<byte, double>(fields[6].Bytes).ToArray();
        double[] counts = MemoryMarshal.Cast<byte, double>(fields[7].Bytes).ToArray();
        limits.ShouldBe([-2, -1, -0.5, -0.25, 0.25, 0.5, 1, 2]);
        counts.ShouldBe([0, 2, 0, 0, 1, 3, 0, 4]);
        BitConverter.UInt64BitsToDouble(fields[4].Number).ShouldBe((2 * -1.5) + (3 * 0.375) + (4 * 1.5));
    }

    [Fact]
    public void A_log_holds_at_the_end_of_a_run_what_an_export_of_it_holds()
    {
        using Folder folder = new();
        using TensorBoardLog log = new(folder["live"]);
        string run = Make.Train(folder["runs"], Make.Vanishing, observer: log);
        List<(long Step, string Name, float Value, byte[]? Histogram)> live = Read(log.Path!),
            after = Read(TensorBoardExport.Write(run, folder["after"]));
        live.Count.ShouldBe(after.Count);
        // The trace rounds to seven digits.
        foreach (var (one, other) in live.OrderBy(each => (each.Name, each.Step)).Zip(after.OrderBy(each => (each.Name, each.Step))))
        {
            (one.Name, one.Step).ShouldBe((other.Name, other.Step));
            one.Value.ShouldBe(other.Value, (Math.Abs(other.Value) * 1e-6f) + 1e-30f);
            (one.Histogram?.SequenceEqual(other.Histogram!)).ShouldBeOneOf(null, true);
        }
    }

    private static List<(long Step, string Name, float Value, byte[]? Histogram)> Read(string path)
    {
        List<(long, string, float, byte[]?)> all = [];
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        while (file.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            BinaryPrimitives.ReadUInt32LittleEndian(file[8..]).ShouldBe(EventRecord.Masked(file[..8]));
            ReadOnlySpan<byte> content = file.Slice(12, length);
            BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]).ShouldBe(EventRecord.Masked(content));
            long step = 0;
            List<(string, float, byte[]?)> values = [];
            foreach ((int field, ulong number, byte[] bytes) in Fields(content.ToArray()))
            {
                if (field == 2)
                    step = (long)number;
                if (field != 5)
                    continue;
                foreach ((_, _, byte[] value) in Fields(bytes))
                {
                    string name = "";
                    float scalar = 0;
                    byte[]? histogram = null;
                    foreach ((int part, ulong bits, byte[] text) in Fields(value))
                    {
                        if (part == 1)
                            name = Encoding.UTF8.GetString(text);
                        if (part == 2)
                            scalar = BitConverter.UInt32BitsToSingle((uint)bits);
                        if (part == 5)
                            histogram = text;
                    }

                    values.Add((name, scalar, histogram));
                }
            }

            all.AddRange(values.Select(value => (step, value.Item1, value.Item2, value.Item3)));
            file = file[(16 + length)..];
        }

        return all;
    }

    /// <summary>The fields of a protocol buffer: numbers of one to ten bytes, of eight and of four bytes, and bytes.</summary>
    private static IEnumerable<(int Field, ulong Number, byte[] Bytes)> Fields(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Variable();
            switch (key & 7)
            {
                case 0:
                    yield return ((int)(key >> 3), Variable(), []);
                    break;
                case 1:
                    yield return ((int)(key >> 3), BitConverter.ToUInt64(message, at), []);
                    at += 8;
                    break;
                case 2:
                    int length = (int)Variable();
                    yield return ((int)(key >> 3), 0, message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    yield return ((int)(key >> 3), BitConverter.ToUInt32(message, at), []);
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"there is no kind {key & 7}");
            }
        }

        ulong Variable()
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte each = message[at++];
                value |= (ulong)(each & 0x7F) << shift;
                if (each < 0x80)
                    return value;
            }
        }
    }
}
