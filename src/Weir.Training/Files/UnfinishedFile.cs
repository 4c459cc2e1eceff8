using System.Globalization;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The name that a file has until it is whole, where others may write it too or a user's files lie beside it:
/// <c>NAME.MACHINE-PROCESS.THREAD.tmp</c>, as <c>report.html.host-4711.1.tmp</c>. What has such a name and whose writer is dead was left
/// behind by it; any other name is somebody else's.
/// </summary>
internal static class UnfinishedFile
{
    /// <summary>What the name ends in.</summary>
    public const string Suffix = ".tmp";

    /// <summary>Whether the process of another machine runs is not known; none writes a file for so long.</summary>
    private static readonly TimeSpan s_longestWrite = TimeSpan.FromHours(1);

    /// <summary>The name that the calling thread writes a file under.</summary>
    /// <param name="path">The file.</param>
    public static string Of(string path) => string.Create(CultureInfo.InvariantCulture,
        $"{path}.{Machine}-{Environment.ProcessId}.{Environment.CurrentManagedThreadId}{Suffix}");

    /// <summary>Whether a name is one that somebody writes a file under, or has.</summary>
    /// <param name="entry">A name, or a path.</param>
    /// <param name="name">The file's own name.</param>
    public static bool Is(string entry, string name) => WriterOf(entry, name) is not null;

    /// <summary>Removes what writers of a file that are dead have left, where it can be.</summary>
    /// <param name="path">The file that they were writing.</param>
    /// <param name="now">The time; <see cref="DateTime.MinValue"/> where what other machines have left stays.</param>
    public static void Remove(string path, DateTime now)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, name = Path.GetFileName(path);
            foreach (string file in Directory.GetFiles(folder, $"*{Suffix}"))
            {
                if (WriterOf(file, name) is { } writer && (writer.Machine == Machine ? !RunningProcess.Is(writer.Process)
                    : now - File.GetLastWriteTimeUtc(file) > s_longestWrite))
                    File.Delete(file);
            }
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // They are in nobody's way, and the next writer tries again.
        }
    }

    // A point would end the part of the name that tells whose it is.
    private static string Machine => Environment.MachineName.Replace('.', '_');

    private static (string Machine, int Process)? WriterOf(string entry, string name)
    {
        string file = Path.GetFileName(entry);
        if (file.Length <= name.Length + Suffix.Length || !file.StartsWith(name + ".", StringComparison.Ordinal)
            || !file.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        return file[(name.Length + 1)..^Suffix.Length].Split('.') is [var owner, var thread] && IsNumber(thread, out _)
            && owner.LastIndexOf('-') is > 0 and var at && IsNumber(owner[(at + 1)..], out int process) ? (owner[..at], process) : null;
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
