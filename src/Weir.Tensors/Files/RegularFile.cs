using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Tensors;

/// <summary>
/// The one way to open a file that is read, and to make one anew. A pipe, which is opened when somebody writes into it and never ends
/// before that, and a device, which may have no end at all, are refused at once, and a link is not written through.
/// </summary>
internal static partial class RegularFile
{
    /// <summary>Opens a file to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile. Default: read it too.</param>
    /// <exception cref="FileException">It is a pipe or a device. What the disk has against it is the caller's to tell.</exception>
    public static FileStream OpenRead(string path, FileShare share = FileShare.Read)
    {
        Check(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, share);
    }

    /// <summary>Makes a file anew to write it: what had its name before, a link too, is taken away.</summary>
    /// <param name="path">The file.</param>
    public static FileStream Create(string path)
    {
        Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    /// <summary>Removes a file; nothing is done where there is none. Of a folder in its place the system would say that access is denied.
    /// </summary>
    /// <param name="path">The file.</param>
    public static void Delete(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            throw new IOException($"a folder lies in the place of the file '{path}'; remove the folder");
        File.Delete(path);
    }

    /// <summary>Refuses a pipe and a device.</summary>
    /// <param name="path">The file; nothing is said of one that is not there.</param>
    /// <exception cref="FileException">It is a pipe or a device.</exception>
    public static void Check(string path)
    {
        if (IsPipeOrDevice(path))
            throw new FileException("it is a pipe or a device, and a file is expected; put the file in its place") { Place = path };
    }

    /// <summary>
    /// Whether a pipe, a terminal or another device lies where a file is expected: what has no positions to seek to, and what has bytes
    /// though its length is 0, as <c>/dev/zero</c> and a disk have. Of a device one byte is read.
    /// </summary>
    /// <param name="path">The file.</param>
    public static bool IsPipeOrDevice(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        // Whoever opens a pipe so does not wait for its other end.
        int descriptor = Open(path, OperatingSystem.IsLinux() ? LinuxNoWait : NoWait);
        if (descriptor < 0)
            return false;
        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        using FileStream stream = new(handle, FileAccess.Read, bufferSize: 0);
        // The length is asked again: a file may have begun to grow meanwhile.
        return !stream.CanSeek || (stream.Length == 0 && HasByte(stream) && stream.Length == 0);
    }

    private static bool HasByte(FileStream stream)
    {
        try
        {
            return stream.ReadByte() >= 0;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // A folder, or what may not be read: whoever opens it says so.
            return false;
        }
    }

    // O_RDONLY | O_NONBLOCK, of Linux and of the family of BSD.
    private const int LinuxNoWait = 0x800, NoWait = 4;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
