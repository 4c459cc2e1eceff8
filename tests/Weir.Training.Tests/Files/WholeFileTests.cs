namespace Weir.Training.Tests;

public sealed class WholeFileTests
{
    [Fact]
    public void What_a_killed_writer_of_a_shared_file_has_left_is_removed_by_the_next()
    {
        using TemporaryFolder folder = new();
        string page = folder.File("report.html"), left = page + ".4711.1.tmp", going = page + ".4712.1.tmp";
        File.WriteAllText(left, "half a p");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromMinutes(5));
        File.WriteAllText(going, "half a page that is being written");
        WholeFile.WriteShared(page, "a page");
        Directory.GetFiles(folder.Root).Order().ShouldBe([page, going]);
        File.ReadAllText(page).ShouldBe("a page");
    }

    [Fact]
    public void What_a_process_has_left_that_runs_no_longer_is_removed_at_once()
    {
        using TemporaryFolder folder = new();
        string page = folder.File("report.html"), machine = Environment.MachineName.Replace('.', '_');
        // No process has this number: Linux ends at 4,194,304. Of another machine nobody knows.
        string left = $"{page}.{machine}-4194305.1.tmp", elsewhere = $"{page}.another-{machine}-4194305.1.tmp";
        string going = $"{page}.{machine}-{Environment.ProcessId}.1.tmp";
        foreach (string file in new[] { left, elsewhere, going })
            File.WriteAllText(file, "half a page");
        WholeFile.RemoveAbandoned(page, DateTime.UnixEpoch);
        Directory.GetFiles(folder.Root).ShouldBe([elsewhere, going], ignoreOrder: true);
    }

    [Fact]
    public void What_cannot_be_written_whole_leaves_nothing()
    {
        SimulatedDisk disk = new();
        disk.CreateDirectory("/runs");
        disk.Before = (_, operation, _) =>
        {
            if (operation == "write")
                throw new IOException("No space left on device");
        };
        Should.Throw<IOException>(() => WholeFile.WriteSynced(disk, "/runs/best.safetensors.next", stream => stream.Write(new byte[9])));
        disk.List("/runs").ShouldBeEmpty();
    }

    [Fact]
    public void A_link_in_the_place_of_the_unfinished_file_is_not_written_through()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TemporaryFolder folder = new();
        string victim = folder.File("victim"), path = folder.File("out.csv");
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(path + WholeFile.Unfinished, victim);
        WholeFile.Write(path, "other");
        File.ReadAllText(victim).ShouldBe("mine");
        File.ReadAllText(path).ShouldBe("other");
        new FileInfo(path).LinkTarget.ShouldBeNull();
    }
}
