namespace Weir.Training.Tests;

public sealed class WholeFileTests
{
    // No process has this number: Linux ends at 4,194,304.
    private const int NoProcess = 4194305;

    private static string Machine => Environment.MachineName.Replace('.', '_');

    /// <summary>A relative link by its bare name was looked for at the root, and another file there written over.</summary>
    [Fact]
    public void A_link_in_the_working_folder_leads_to_what_lies_beside_it()
    {
        string name = $"weir-{Guid.NewGuid():N}", target = Path.GetFullPath($"{name}-target");
        try
        {
            File.WriteAllText(target, "before");
            File.CreateSymbolicLink(name, $"{name}-target");
            FinalPath.Of(name).ShouldBe(target);
            WholeFile.WriteOver(name, "behind");
            File.ReadAllText(target).ShouldBe("behind");
        }
        finally
        {
            File.Delete(name);
            File.Delete(target);
        }
    }

    [Fact]
    public void What_a_killed_writer_of_a_shared_file_has_left_is_removed_by_the_next()
    {
        using TemporaryFolder folder = new();
        string page = folder.File("report.html"), left = $"{page}.another-4711.1.tmp", going = $"{page}.another-4712.1.tmp";
        File.WriteAllText(left, "half a p");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromHours(2));
        File.WriteAllText(going, "half a page that is being written on another machine");
        WholeFile.WriteShared(page, "a page");
        Directory.GetFiles(folder.Root).ShouldBe([page, going], ignoreOrder: true);
        File.ReadAllText(page).ShouldBe("a page");
    }

    [Fact]
    public void What_a_process_has_left_that_runs_no_longer_is_removed_at_once()
    {
        using TemporaryFolder folder = new();
        string page = folder.File("report.html");
        // Of another machine nobody knows.
        string left = $"{page}.{Machine}-{NoProcess}.1.tmp", elsewhere = $"{page}.another-{Machine}-{NoProcess}.1.tmp";
        string going = $"{page}.{Machine}-{Environment.ProcessId}.1.tmp";
        foreach (string file in new[] { left, elsewhere, going })
            File.WriteAllText(file, "half a page");
        UnfinishedFile.Remove(page, DateTime.UnixEpoch);
        Directory.GetFiles(folder.Root).ShouldBe([elsewhere, going], ignoreOrder: true);
    }

    /// <summary>Any file of the name with .tmp behind it went when it was older than a minute.</summary>
    [Theory]
    [InlineData("table.md.mine.old.tmp")]
    [InlineData("table.md.draft.tmp")]
    [InlineData("table.md.tmp")]
    [InlineData("table.md.7-x.1.tmp")]
    [InlineData("table.md.MACHINE-4194305.x.tmp")]
    [InlineData("table.md.MACHINE-4194305.1.2.tmp")]
    [InlineData("table.md.MACHINE-4194305.1")]
    [InlineData("another-table.md.MACHINE-4194305.1.tmp")]
    // Of a writer that lives.
    [InlineData("table.md.MACHINE-LIVING.1.tmp")]
    public void A_file_of_any_other_name_is_the_users_and_stays_whatever_its_age(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("table.md"), mine = folder.File(name.Replace("MACHINE", Machine, StringComparison.Ordinal)
            .Replace("LIVING", $"{Environment.ProcessId}", StringComparison.Ordinal));
        File.WriteAllText(mine, "mine");
        File.SetLastWriteTimeUtc(mine, DateTime.UtcNow - TimeSpan.FromDays(400));
        WholeFile.WriteShared(path, "a table");
        UnfinishedFile.Remove(path, DateTime.UtcNow);
        File.ReadAllText(mine).ShouldBe("mine");
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
        File.CreateSymbolicLink(UnfinishedFile.Of(path), victim);
        WholeFile.WriteShared(path, "other");
        File.ReadAllText(victim).ShouldBe("mine");
        File.ReadAllText(path).ShouldBe("other");
        new FileInfo(path).LinkTarget.ShouldBeNull();
    }

    /// <summary>The link became a file, and others could read what had been the user's alone.</summary>
    [Fact]
    public void A_users_file_that_is_written_anew_keeps_its_rights_and_the_links_to_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TemporaryFolder folder = new();
        string file = folder.File("kept/recipe.yaml"), near = folder.File("near.yaml"), link = folder.File("link.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "before");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(file, Mode);
        File.CreateSymbolicLink(near, Path.Combine("kept", "recipe.yaml"));
        File.CreateSymbolicLink(link, "near.yaml");
        WholeFile.WriteOver(link, "after");
        new FileInfo(link).LinkTarget.ShouldBe("near.yaml");
        File.ReadAllText(file).ShouldBe("after");
        File.GetUnixFileMode(file).ShouldBe(Mode);
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
        WholeFile.WriteOver(file, "later");
        (File.ReadAllText(link), File.GetUnixFileMode(file)).ShouldBe(("later", Mode));
    }
}
