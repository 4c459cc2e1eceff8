using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The files of a folder and of those within it, in the order of their paths. Links to folders are followed, and a folder is read once,
/// whatever ways lead to it: links that lead in circles end there. Hidden files and folders are none, nor is what desktops leave.
/// </summary>
internal static class FolderFiles
{
    // As many as the system follows one behind the other.
    private const int MostLinks = 40;

    /// <summary>The files in a folder itself.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileException">It cannot be listed.</exception>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Entries(folder).Where(entry => !IsFolder(entry)).Select(entry => Path.Combine(folder, entry.Name))];

    /// <summary>The files in a folder and in all within it.</summary>
    /// <param name="root">The folder.</param>
    /// <exception cref="FileException">One of the folders cannot be listed.</exception>
    public static IReadOnlyList<string> Within(string root)
    {
        List<string> files = [];
        HashSet<string> read = new(StringComparer.Ordinal);
        // Links come last, so that what lies in the folder has its own name and not that of a way round.
        Queue<string> links = new([root]);
        while (links.TryDequeue(out string? link))
        {
            Queue<(string Path, string Real)> folders = new([(link, RealPath(link))]);
            while (folders.TryDequeue(out (string Path, string Real) folder))
            {
                if (!read.Add(folder.Real))
                    continue;
                foreach (FileSystemInfo entry in Entries(folder.Path))
                {
                    string path = Path.Combine(folder.Path, entry.Name);
                    if (!IsFolder(entry))
                        files.Add(path);
                    else if (entry.LinkTarget is null)
                        folders.Enqueue((path, Path.Combine(folder.Real, entry.Name)));
                    else
                        links.Enqueue(path);
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static FileSystemInfo[] Entries(string folder) => FileException.Guard(folder, "it cannot be listed", () =>
        new DirectoryInfo(folder).GetFileSystemInfos().Where(IsSeen).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArray());

    private static bool IsFolder(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.Directory);

    private static bool IsSeen(FileSystemInfo entry) => entry.Name[0] != '.' && entry.Name is not ("Thumbs.db" or "desktop.ini")
        && !entry.Attributes.HasFlag(FileAttributes.Hidden) && !entry.Attributes.HasFlag(FileAttributes.System);

    /// <summary>Where a folder lies when every link on the way to it is followed.</summary>
    private static string RealPath(string folder) => FileException.Guard(folder, "it cannot be listed", () =>
    {
        string full = Path.GetFullPath(folder), real = Path.GetPathRoot(full)!;
        Stack<string> left = new(Parts(full).Reverse());
        for (int links = 0; left.TryPop(out string? part);)
        {
            string next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
            if (part == ".." || new DirectoryInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException("Too many levels of symbolic links");
            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (string step in Parts(target).Reverse())
                left.Push(step);
        }

        return real;
    });

    private static IEnumerable<string> Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part != ".");
}
