using Weir.Tensors;

namespace Weir.Data.Tests.Files;

/// <summary>Folders are read with those within them in one place, which links in a circle do not keep.</summary>
public sealed class FolderFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each way round them was walked, two to the power of forty.</summary>
    [Fact]
    public void Links_that_lead_in_circles_come_to_an_end()
    {
        Put("a/1.pgm", "a/b/2.pgm");
        Link("a/s1", ".");
        Link("a/s2", ".");
        Link("a/b/up", "../..");
        Link("other", _folder.File("a/b"));
        Names(_folder.Path).ShouldBe(["a/1.pgm", "a/b/2.pgm"]);
        Names(_folder.File("a/s1/s2")).ShouldBe(["1.pgm", "b/2.pgm"]);
        ImageFolderProfile.Of(_folder.Path).Count.ShouldBe(2);
    }

    [Fact]
    public void Links_to_other_folders_are_followed_and_each_folder_is_read_once()
    {
        Put("far/deep/1.pgm", "far/2.pgm", "near/own/3.pgm");
        Link("near/a", "../far");
        Link("near/b", "a/deep");
        Link("near/c", "own");
        Link("near/4.pgm", "../far/2.pgm");
        Names(_folder.File("near")).ShouldBe(["4.pgm", "a/2.pgm", "a/deep/1.pgm", "own/3.pgm"]);
    }

    [Fact]
    public void Hidden_files_and_folders_and_what_desktops_leave_are_none()
    {
        Put("1.pgm", ".2.pgm", ".cache/3.pgm", "Thumbs.db", "deep/desktop.ini", "deep/4.pgm");
        Names(_folder.Path).ShouldBe(["1.pgm", "deep/4.pgm"]);
        FolderFiles.In(_folder.Path).ShouldBe([_folder.File("1.pgm")]);
        Should.Throw<FileException>(() => FolderFiles.Within(_folder.File("none"))).Place.ShouldBe(_folder.File("none"));
    }

    private void Put(params string[] names)
    {
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
            File.WriteAllText(_folder.File(name), "P2 1 1 255\n0\n");
        }
    }

    private void Link(string name, string target) => Directory.CreateSymbolicLink(_folder.File(name), target);

    private static string[] Names(string folder) =>
        [.. FolderFiles.Within(folder).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
}
