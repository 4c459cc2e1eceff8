using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Weir.Training;

/// <summary>
/// Brings the names in a folder to the disk. .NET opens no folders, so that the C library is asked; Windows has no such call and keeps
/// names in a journal.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;
    private const int NoPermission = 13;

    public static void Run(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(Encoding.UTF8.GetBytes(path + "\0"), ReadOnly);
        // Where a folder may be written and not read, its names cannot be synced; that is no failure of the disk.
        if (descriptor < 0 && Marshal.GetLastPInvokeError() is NoPermission)
            return;
        if (descriptor < 0)
            throw new IOException($"{path}: the folder cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
