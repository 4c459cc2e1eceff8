using Weir.Pages;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Writes the page of what has ended.</summary>
internal static class PageFile
{
    /// <summary>Writes it. Where that cannot be done it has ended as it has; <c>weir report</c> writes the page later.</summary>
    /// <param name="terminal">Where trouble is told.</param>
    /// <param name="directory">The folder of a run or a study.</param>
    /// <param name="what">What it is, as in <c>the run</c>.</param>
    /// <returns>The file; null where there is none.</returns>
    public static string? Write(Terminal terminal, string directory, string what)
    {
        using IDisposable hold = terminal.Leaving.Hold();
        try
        {
            return Report.Write(directory, time: terminal.Time);
        }
        catch (WeirException error)
        {
            terminal.Complain($"{what} is kept, but not as a page: {error.Message}");
            return null;
        }
    }

    /// <summary>Whether a run that has ended has no page of its end: none, or one from before.</summary>
    /// <param name="directory">The folder of a run.</param>
    public static bool IsMissing(string directory)
    {
        try
        {
            return Report.IsMissing(directory);
        }
        catch (WeirException)
        {
            // What cannot be read is not written over.
            return false;
        }
    }

    /// <summary>Removes what a process that was killed while it wrote the page has left of it.</summary>
    /// <param name="terminal">The clock.</param>
    /// <param name="directory">The folder of a run.</param>
    public static void RemoveAbandoned(Terminal terminal, string directory) => UnfinishedFile.Remove(
        Path.Combine(directory, Report.Name), terminal.Time.GetUtcNow().UtcDateTime);
}
