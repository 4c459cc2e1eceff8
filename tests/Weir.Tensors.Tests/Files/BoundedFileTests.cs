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
}
