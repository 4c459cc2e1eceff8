using System.Diagnostics;

namespace Weir.Tensors.Tests.Files;

/// <summary>
/// A pipe or a device in the place of a file is refused at once, and a link in the place of one that is made is not written through.
/// </summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-regular-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pipe_that_nobody_writes_into_is_refused_at_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        string pipe = Path.Combine(_folder, "run.json"), link = Path.Combine(_folder, "link.json");
        using (Process make = Process.Start("mkfifo", [pipe]))
            make.WaitForExit();
        File.CreateSymbolicLink(link, pipe);
        long start = Stopwatch.GetTimestamp();
        Should.Throw<FileException>(() => RegularFile.OpenRead(pipe)).Message.ShouldStartWith($"{pipe}: it is a pipe");
        Should.Throw<FileException>(() => BoundedFile.ReadText(link)).Message.ShouldStartWith($"{link}: it is a pipe");
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Files_folders_and_what_is_not_there_are_no_pipes()
    {
        string file = Path.Combine(_folder, "a.txt");
        File.WriteAllText(file, "\uFEFFabc");
        BoundedFile.ReadText(file).ShouldBe("abc");
        RegularFile.IsPipeOrDevice(file).ShouldBeFalse();
        RegularFile.IsPipeOrDevice(_folder).ShouldBeFalse();
        RegularFile.IsPipeOrDevice(file + "x").ShouldBeFalse();
        File.WriteAllText(file, "");
        RegularFile.IsPipeOrDevice(file).ShouldBeFalse("an empty file is none");
        Should.Throw<FileNotFoundException>(() => RegularFile.OpenRead(file + "x"));
    }

    /// <summary>It has positions to seek to, and was read up to the limit of a file.</summary>
    [Fact]
    public void A_device_without_end_is_refused_at_once()
    {
        if (File.Exists("/dev/zero"))
            Should.Throw<FileException>(() => BoundedFile.ReadText("/dev/zero")).Message.ShouldStartWith("/dev/zero: it is a pipe or");
    }

    [Fact]
    public void A_link_in_the_place_of_a_new_file_is_taken_away()
    {
        if (OperatingSystem.IsWindows())
            return;
        string victim = Path.Combine(_folder, "victim"), made = Path.Combine(_folder, "out.csv.tmp");
        File.WriteAllText(victim, "mine");
        File.CreateSymbolicLink(made, victim);
        using (FileStream stream = RegularFile.Create(made))
            stream.Write("other"u8);
        File.ReadAllText(victim).ShouldBe("mine");
        File.ReadAllText(made).ShouldBe("other");
    }
}
