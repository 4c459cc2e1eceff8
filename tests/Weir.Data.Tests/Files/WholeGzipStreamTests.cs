using System.IO.Compression;

namespace Weir.Data.Tests;

/// <summary>A gzip file is read to its end, or it is said that it ends too early: never a part for the whole.</summary>
public sealed class WholeGzipStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public void What_was_packed_comes_out(int size)
    {
        byte[] content = Content(size);
        Unpack(Pack(content)).ShouldBe(content);
    }

    [Fact]
    public void Files_that_were_put_one_behind_the_other_come_out_together() =>
        Unpack([.. Pack(Content(70_000)), .. Pack(Content(3)), .. Pack([])]).ShouldBe([.. Content(70_000), .. Content(3)]);

    [Fact]
    public void A_file_that_is_cut_where_its_writer_flushed_is_told()
    {
        using MemoryStream packed = new();
        using GZipStream zip = new(packed, CompressionLevel.Optimal);
        zip.Write(Content(5_000));
        zip.Flush();
        byte[] cut = packed.ToArray();
        // What the runtime's stream makes of it.
        using (GZipStream plain = new(new MemoryStream(cut), CompressionMode.Decompress))
        using (MemoryStream part = new())
        {
            plain.CopyTo(part);
            part.Length.ShouldBe(5_000);
        }

        Should.Throw<InvalidDataException>(() => Unpack(cut));
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_told()
    {
        byte[] whole = Pack(Content(400));
        for (int length = 1; length < whole.Length; length++)
            Should.Throw<InvalidDataException>(() => Unpack(whole[..length]), $"{length} of {whole.Length} bytes");
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * i / 7 % 251))];

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal))
            zip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using WholeGzipStream stream = new(new MemoryStream(packed));
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
