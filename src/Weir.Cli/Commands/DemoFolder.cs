namespace Weir.Cli.Commands;

/// <summary>A folder for what the demo writes, which is gone when it ends.</summary>
internal sealed class DemoFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("weir-demo-").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // What is left in the system's folder for such files, the system removes.
        }
    }
}
