using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Weir.Pages.Tests.Exports;

/// <summary>
/// An event file as programs read it that know nothing of Weir: the records' sums are the processor's own CRC-32C, and their content is
/// taken apart by protoc, by the numbers that TensorFlow's event.proto and summary.proto give to fields.
/// </summary>
public sealed class ForeignReaderTests
{
    [ProtocFact]
    public void The_compiler_of_protocol_buffers_reads_what_is_written()
    {
        using Folder folder = new();
        Flow.Trace trace = Make.Trace(3, 12);
        Make.Write(trace, folder["flow.jsonl"]);
        byte[][] records = [.. Records(File.ReadAllBytes(TensorBoardExport.Write(folder["flow.jsonl"], folder["logs"])))];
        records.Length.ShouldBe(1 + 12);
        // Event: 3 is the version of the file.
        Decoded(records[0]).ShouldContain("3: \"brain.Event:2\"");
        for (int i = 0; i < trace.Samples.Count; i++)
        {
            // Event: 1 is the time, 2 the step, 5 the summary; Summary: 1 is a value; Value: 1 is the tag, 2 a number.
            string text = Decoded(records[1 + i]);
            text.ShouldContain($"\n2: {trace.Samples[i].Step}\n");
            Dictionary<string, float> values = Regex
                .Matches(text, """  1 \{\n    1: "(?<tag>[^"]*)"\n    2: 0x(?<bits>[0-9a-f]{8})\n  \}""")
                .ToDictionary(match => match.Groups["tag"].Value, match => BitConverter.UInt32BitsToSingle(
                    uint.Parse(match.Groups["bits"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            values["loss"].ShouldBe((float)trace.Samples[i].Loss, 1e-6f);
            values["l2_norm/grad/2.weight"].ShouldBe((float)trace.Samples[i].Parameters[1].GradientNorm!, 1e-6f);
            values["delta.rms/3"].ShouldBe((float)trace.Samples[i].Layers[2].DeltaRms!.Value, 1e-6f);
        }
    }

    /// <summary>Records as TensorFlow frames them: length, its sum, content, its sum; sums are turned by 15 bits and shifted.</summary>
    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            byte[] content = file[(at + 12)..(at + 12 + length)];
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)).ShouldBe(Masked(file.AsSpan(at, 8)));
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)).ShouldBe(Masked(content));
            yield return content;
            at += 16 + length;
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte each in bytes)
            sum = BitOperations.Crc32C(sum, each);
        return BitOperations.RotateRight(~sum, 15) + 0xA282EAD8;
    }

    private static string Decoded(byte[] message)
    {
        using Process protoc = Process.Start(new ProcessStartInfo("protoc", "--decode_raw")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using (Stream input = protoc.StandardInput.BaseStream)
            input.Write(message);
        string text = protoc.StandardOutput.ReadToEnd();
        protoc.WaitForExit();
        protoc.ExitCode.ShouldBe(0);
        return text.ReplaceLineEndings("\n");
    }
}
