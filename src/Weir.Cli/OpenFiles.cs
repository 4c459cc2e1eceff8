using System.Text;
using Microsoft.Win32.SafeHandles;
using Weir.Tensors;

namespace Weir.Cli;

/// <summary>
/// Whether the program may open as many files as it needs. The runtime takes two for each assembly, and where it gets none it ends the
/// process with a stack trace, wherever that is: so it is looked at before anything else is done, with nothing that needs a file.
/// </summary>
internal static class OpenFiles
{
    /// <summary>
    /// Files that are needed beside those that are open when the program starts (some 25): training with all that comes behind it takes
    /// some 95, the live page that six look at 160. With it a limit of 256 is enough, the least that systems have by default.
    /// </summary>
    public const int Needed = 192;

    private const string Nothing = "/dev/null";
    private const int StandardError = 2;

    /// <summary>Says so on standard error where there are too few.</summary>
    /// <returns>Whether there are enough.</returns>
    public static bool Suffice()
    {
        // Windows has no such limit; and where there is nothing to try it with, nothing is known.
        if (OperatingSystem.IsWindows() || Available(Needed) is not { } available || available >= Needed)
            return true;
        // Lines that no terminal breaks.
        string message = $"""
            error: Weir needs to open {Needed} files, and the limit
            of this process leaves {available}. Raise it:
            'ulimit -n 1024' in a shell, of a container
            '--ulimit nofile=1024', of a service
            'LimitNOFILE=1024'.

            """.ReplaceLineEndings("\n");
        try
        {
            using FileStream error = new(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(Encoding.UTF8.GetBytes(message));
        }
        catch (Exception error) when (DiskError.Is(error) || error is ArgumentException)
        {
            // Standard error is closed; the exit code says it as well.
        }

        return false;
    }

    /// <summary>How many files can be opened; null where that cannot be told.</summary>
    /// <param name="most">How many are tried.</param>
    private static int? Available(int most)
    {
        SafeFileHandle?[] open = new SafeFileHandle?[most];
        int count = 0;
        try
        {
            for (; count < most; count++)
                open[count] = File.OpenHandle(Nothing, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            // No more can be had.
        }
        finally
        {
            foreach (SafeFileHandle? handle in open)
                handle?.Dispose();
        }

        return count;
    }
}
