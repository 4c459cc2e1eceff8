namespace Weir.Pages.Tests;

/// <summary>A folder that goes when the test is over.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weir-pages-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Weir.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("no folder above the tests holds Weir.slnx");
    }
}
