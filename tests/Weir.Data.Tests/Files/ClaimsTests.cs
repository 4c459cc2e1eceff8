using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Weir.Data.Tests.Files;

/// <summary>Memory is taken for what a file holds, not for what it claims, and never beyond a limit that can be raised.</summary>
public sealed class ClaimsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_of_seventy_bytes_that_claims_four_gigabytes_gets_none()
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 16384);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 16384);
        (header[8], header[9]) = (8, 6);
        byte[] png = [.. new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, .. Chunk("IHDR", header),
            .. Chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
        string file = _folder.File("claims.png");
        File.WriteAllBytes(file, png);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataException>(() => ImageFile.Read(file)).Message.ShouldContain("packed bytes cannot hold so many");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".csv.gz")]
    public void A_row_without_an_end_is_refused(string ending)
    {
        string file = _folder.File("endless" + ending);
        using (FileStream stream = File.Create(file))
        using (Stream target = ending.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : stream)
        {
            target.Write("a,b\n"u8);
            byte[] ones = new byte[1 << 20];
            ones.AsSpan().Fill((byte)'1');
            for (int i = 0; i < 80; i++)
                target.Write(ones);
        }

        Should.Throw<DataException>(() => DataSources.Load("csv", new DataRequest { File = file })).Message
            .ShouldBe($"{file}: 64 MiB and more have come without the end of a line; is it a file of text?");
    }

    [Fact]
    public void Rows_beyond_the_limit_are_refused_while_they_come()
    {
        TableRoom room = new("rows.csv", 1_000_000);
        Should.Throw<DataException>(() =>
        {
            for (int row = 0; row < 10_000; row++)
                room.Take();
        }).Message.ShouldBe("rows.csv: its first 1024 rows take 4096065536 bytes in memory, and at most 2147483648 are taken; learn from "
            + "fewer rows, or set the environment variable WEIR_FILE_LIMIT to more, as in WEIR_FILE_LIMIT=8G");
    }

    [Fact]
    public void A_packed_file_of_bytes_gets_what_it_has()
    {
        string file = _folder.File("labels.gz");
        using (FileStream stream = File.Create(file))
        using (GZipStream packed = new(stream, CompressionLevel.Fastest))
            packed.Write([0, 0, 8, 1, 0x7F, 0, 0, 0, 1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataException>(() => IdxFile.Read(file, 1)).Message.ShouldContain("too short: 3 of 2130706432 entries");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void A_table_of_fifty_thousand_columns_is_read_in_a_moment_and_not_repeated_in_messages()
    {
        string file = _folder.File("wide.csv");
        string names = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"c{i}")),
            row = string.Join(',', Enumerable.Range(0, 50_000).Select(i => i % 7));
        File.WriteAllText(file, names + "\n" + string.Concat(Enumerable.Repeat(row + "\n", 10)));
        Stopwatch watch = Stopwatch.StartNew();
        DataSources.Load("csv", new DataRequest { File = file, Task = DataTask.Regression }).Training.InputShape[0].ShouldBe(49_999);
        Should.Throw<DataException>(() => DataSources.Load("csv", new DataRequest { File = file, TargetColumn = "none" }))
            .Message.Length.ShouldBeLessThan(1000);
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData(null, 1L << 31)]
    [InlineData("", 1L << 31)]
    [InlineData("1000", 1000L)]
    [InlineData("500m", 500L << 20)]
    [InlineData("8G", 8L << 30)]
    public void The_limit_is_two_gibibytes_unless_the_environment_says_otherwise(string? text, long bytes) => FileLimits.Bytes(text ?? "")
        .ShouldBe(bytes);

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("9999999999T")]
    public void A_limit_that_is_none_is_told(string text) => Should.Throw<DataException>(() => FileLimits.Bytes(text))
        .Message.ShouldContain($"WEIR_FILE_LIMIT is '{text}'");

    [Fact]
    public void A_claim_beyond_it_says_what_to_set() =>
        FileLimits.Wrong((Int128)1 << 40)!.ShouldContain("set the environment variable WEIR_FILE_LIMIT to more");

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Checksum(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int i = 0; i < 8; i++)
                sum = (sum >> 1) ^ ((sum & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~sum;
    }
}
