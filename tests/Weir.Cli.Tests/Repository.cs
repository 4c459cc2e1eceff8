namespace Weir.Cli.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>A path below its root.</summary>
    public static string Path(string path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Weir.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder)!;
        return System.IO.Path.Combine(folder, path);
    }
}
