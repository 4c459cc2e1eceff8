using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Tensors;

/// <summary>
/// Brings files and the names in folders to the disk, or says that it could not be done. Where there is <c>fsync</c> it is called here:
/// what .NET makes of it hears no error. Windows keeps names in a journal and has no such call for folders.
/// </summary>
internal static partial class DiskSync
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4, NoPermission = 13, Invalid = 22;

    // Apple's fsync leaves the disk's own memory out; this command does not.
    private const int FullSync = 51;

    /// <summary>Returns when all that was written to a file is on the disk.</summary>
    /// <param name="file">The file, open to be written.</param>
    /// <exception cref="IOException">The disk could not keep it.</exception>
    public static void File(FileStream file)
    {
        file.Flush(flushToDisk: OperatingSystem.IsWindows());
        if (!OperatingSystem.IsWindows() && !TrySync(file.SafeFileHandle))
            throw Failure(file.Name);
    }

    /// <summary>Returns when the names in a folder are on the disk, where the file system can tell.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk could not keep them.</exception>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Again(() => Open(path, ReadOnly));
        // Where a folder may be written and not read, its names cannot be synced; that is no failure of the disk.
        if (descriptor < 0 && Marshal.GetLastPInvokeError() is NoPermission)
            return;
        if (descriptor < 0)
            throw Failure(path);
        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (!TrySync(handle) && Marshal.GetLastPInvokeError() is var error && error is not Invalid && error != NotSupported)
            throw Failure(path);
    }

    /// <summary>
    /// Gives a file that is written and closed the place of another, so that whatever happens one of the two is there and whole: it is
    /// synced, renamed, and its folder synced.
    /// </summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name, in the same folder.</param>
    /// <exception cref="IOException">The disk could not keep it.</exception>
    public static void Replace(string from, string to)
    {
        using (FileStream file = new(from, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            File(file);
        System.IO.File.Move(from, to, overwrite: true);
        Folder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    private static int NotSupported => OperatingSystem.IsLinux() ? 95 : 45;

    private static bool TrySync(SafeFileHandle handle) =>
        (OperatingSystem.IsMacOS() && Again(() => Control(handle, FullSync)) >= 0) || Again(() => Sync(handle)) >= 0;

    // A signal that comes meanwhile is no failure.
    private static int Again(Func<int> call)
    {
        int result;
        do
            result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    private static IOException Failure(string path) => new($"{Marshal.GetLastPInvokeErrorMessage()} : '{path}'");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle handle, int command);
}
