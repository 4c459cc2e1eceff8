using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The folder that exports are written to, each file as it was before or whole.</summary>
internal static class ExportFolder
{
    /// <summary>Writes files.</summary>
    /// <param name="folder">Where to; it is made if there is none.</param>
    /// <param name="files">Their names in the folder, each with what writes its content.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="FileException">The folder cannot be made, or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, IEnumerable<(string Name, Action<Stream> Write)> files)
    {
        FileException.Guard(folder, "the folder cannot be made", () => Directory.CreateDirectory(folder));
        List<string> written = [];
        foreach ((string name, Action<Stream> write) in files)
        {
            string path = Path.Combine(folder, name);
            FileException.Guard(path, "it cannot be written", () => WholeFile.WriteShared(path, write));
            written.Add(path);
        }

        return written;
    }
}
