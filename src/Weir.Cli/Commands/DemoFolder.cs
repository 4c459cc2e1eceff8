using Weir.Tensors;

namespace Weir.Cli.Commands;

/// <summary>A folder for what the demo writes, which is gone when it ends.</summary>
internal sealed class DemoFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = FileException.Guard(System.IO.Path.GetTempPath(), "the demo cannot make a folder here",
        () => Directory.CreateTempSubdirectory("weir-demo-").FullName);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            FileException.Guard(Path, "it cannot be removed", () => Directory.Delete(Path, recursive: true));
        }
        catch (FileException)
        {
            // What is left in the system's folder for such files, the system removes.
        }
    }
}
