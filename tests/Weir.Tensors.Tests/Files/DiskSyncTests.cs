namespace Weir.Tensors.Tests.Files;

/// <summary>A sync that fails is heard.</summary>
public sealed class DiskSyncTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-sync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxFact]
    public void A_file_that_cannot_be_synced_is_named_with_what_the_system_says()
    {
        // A device that throws all away keeps nothing either: its fsync fails.
        using FileStream file = new("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        Should.Throw<IOException>(() => DiskSync.File(file)).Message.ShouldBe("Invalid argument : '/dev/null'");
    }

    [LinuxFact]
    public void A_file_system_that_syncs_no_folders_is_no_failure() => DiskSync.Folder("/proc/self");

    [Fact]
    public void What_can_be_synced_is()
    {
        using FileStream file = new(At("a"), FileMode.Create, FileAccess.Write);
        file.Write("whole"u8);
        DiskSync.File(file);
        File.ReadAllBytes(At("a")).ShouldBe("whole"u8.ToArray(), "what was buffered is written first");
        DiskSync.Folder(_folder);
    }

    [LinuxFact]
    public void A_folder_that_is_not_there_is_named() =>
        Should.Throw<IOException>(() => DiskSync.Folder(At("none"))).Message.ShouldBe($"No such file or directory : '{At("none")}'");

    [Fact]
    public void A_file_takes_the_place_of_another()
    {
        File.WriteAllText(At("a"), "before");
        File.WriteAllText(At("a.tmp"), "after");
        DiskSync.Replace(At("a.tmp"), At("a"));
        File.ReadAllText(At("a")).ShouldBe("after");
        File.Exists(At("a.tmp")).ShouldBeFalse();
    }

    [LinuxFact]
    public void What_cannot_be_synced_takes_no_place()
    {
        File.WriteAllText(At("a"), "before");
        File.CreateSymbolicLink(At("a.tmp"), "/dev/null");
        Should.Throw<IOException>(() => DiskSync.Replace(At("a.tmp"), At("a"))).Message.ShouldContain("a.tmp");
        File.ReadAllText(At("a")).ShouldBe("before");
    }

    private string At(string name) => Path.Combine(_folder, name);
}
