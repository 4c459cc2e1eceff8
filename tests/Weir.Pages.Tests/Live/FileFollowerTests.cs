using Weir.Tensors;

namespace Weir.Pages.Tests.Live;

public sealed class FileFollowerTests
{
    [Fact]
    public void Whole_lines_come_once_and_a_torn_one_waits()
    {
        using Folder folder = new();
        string file = folder["flow.jsonl"];
        FileFollower follower = new(file, 0);
        follower.Next().ShouldBeEmpty("there is no file yet");
        File.WriteAllText(file, "one\ntw");
        follower.Next().ShouldBe(["one"]);
        follower.Next().ShouldBeEmpty();
        File.AppendAllText(file, "o\nthree\n");
        follower.Next().ShouldBe(["two", "three"]);
        follower.Position.ShouldBe(14);
        follower.WasCut.ShouldBeFalse();
    }

    [Fact]
    public void A_line_longer_than_what_is_read_at_a_time_comes_whole()
    {
        using Folder folder = new();
        string file = folder["flow.jsonl"], line = new('x', 700_000);
        File.WriteAllText(file, $"{line}\nend\n");
        FileFollower follower = new(file, 0);
        List<string> all = [];
        while (follower.Next() is { Count: > 0 } lines)
            all.AddRange(lines);
        all.ShouldBe([line, "end"]);
    }

    /// <summary>Its holes were read in search of a line's end.</summary>
    [Fact]
    public void A_file_that_is_longer_than_any_of_lines_is_refused_before_it_is_read()
    {
        using Folder folder = new();
        string file = folder["metrics.jsonl"];
        File.WriteAllText(file, "one\n");
        using (FileStream stream = File.OpenWrite(file))
            stream.SetLength(3L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Action read in (Action[])[() => new FileFollower(file, 4).Next(),
            () => LiveDocument.Page(Path.GetDirectoryName(file)!, "a", null, TimeProvider.System)])
        {
            Should.Throw<FileException>(read).Message
                .ShouldBe($"{file}: it has more than 1024 MiB, which no such file of a run has; is it a link, or damaged?");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void It_goes_on_from_a_place_and_tells_when_the_file_was_cut()
    {
        using Folder folder = new();
        string file = folder["flow.jsonl"];
        File.WriteAllText(file, "one\ntwo\n");
        FileFollower follower = new(file, 4);
        follower.Next().ShouldBe(["two"]);
        File.WriteAllText(file, "one\n");
        follower.Next().ShouldBeEmpty();
        follower.WasCut.ShouldBeTrue();
    }
}
