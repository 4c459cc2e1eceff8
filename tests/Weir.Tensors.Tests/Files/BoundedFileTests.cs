namespace Weir.Tensors.Tests.Files;

/// <summary>A file of a run takes memory for what it holds, and none that has no end.</summary>
public class BoundedFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void It_is_read_as_it_is(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        using MemoryStream stream = new(content);
        BoundedFile.Read(stream, "a.json", 200_000).ShouldBe(content);
    }

    [Fact]
    public void One_byte_more_than_the_bound_is_refused_by_name()
    {
        using MemoryStream stream = new(new byte[(1 << 20) + 1]);
        Should.Throw<FileException>(() => BoundedFile.Read(stream, "runs/a/run.json", 1 << 20)).Message
            .ShouldBe("runs/a/run.json: it has more than 1 MiB, which no such file of a run has; is it a link, or damaged?");
    }

    /// <summary>A gigabyte of lines was read before the length was looked at.</summary>
    [Fact]
    public void Of_a_file_whose_length_is_beyond_the_bound_nothing_is_read()
    {
        string file = Path.GetTempFileName();
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
            stream.Write("{\"step\":1}\n"u8);
            stream.SetLength(3L << 30);
            stream.Position = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Action read in (Action[])[() => BoundedFile.ReadLines(stream, "flow.jsonl"),
                () => BoundedFile.CheckLines(stream, "flow.jsonl")])
            {
                Should.Throw<FileException>(read).Message
                    .ShouldBe("flow.jsonl: it has more than 1024 MiB, which no such file of a run has; is it a link, or damaged?");
            }

            Should.Throw<FileException>(() => BoundedFile.Read(stream, "run.json", BoundedFile.Record));
            stream.Position.ShouldBe(0);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_read_as_far_as_it_goes()
    {
        using GrowingStream stream = new([1, 2, 3], [4, 5]);
        BoundedFile.UpTo(stream, 100).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_device_without_end_takes_no_more_than_the_bound()
    {
        if (!File.Exists("/dev/zero"))
            return;
        using FileStream stream = File.OpenRead("/dev/zero");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<FileException>(() => BoundedFile.Read(stream, "/dev/zero", 1 << 20));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void Lines_without_an_end_are_refused_before_memory_is_taken_for_all_that_a_file_of_lines_may_have()
    {
        if (!File.Exists("/dev/zero"))
            return;
        using FileStream stream = File.OpenRead("/dev/zero");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<FileException>(() => BoundedFile.ReadLines(stream, "flow.jsonl")).Message
            .ShouldBe("flow.jsonl: it has a line of more than 64 MiB, which no such file of a run has; is it a link, or damaged?");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200 << 20);
    }

    [Fact]
    public void Lines_beyond_the_size_of_a_record_are_read_as_they_are()
    {
        byte[] content = new byte[BoundedFile.Record + 5];
        content[7] = (byte)'\n';
        content[^1] = 9;
        using MemoryStream stream = new(content);
        BoundedFile.ReadLines(stream, "flow.jsonl").AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    /// <summary>More is written when all that its length told of has been read.</summary>
    private sealed class GrowingStream(byte[] first, byte[] more) : MemoryStream([.. first, .. more])
    {
        public override long Length => Position < first.Length ? first.Length : base.Length;
    }
}
