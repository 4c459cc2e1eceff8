using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// A part of a page that a study writes: what stands between <c>&lt;!-- study: NAME --&gt;</c> and <c>&lt;!-- end of study --&gt;</c>. The
/// page's own words stay.
/// </summary>
public static class PageBlock
{
    private const string End = "<!-- end of study -->";

    /// <summary>Puts a study's table, with command, date and machine, into a page.</summary>
    /// <param name="file">The page.</param>
    /// <param name="results">The results.</param>
    /// <param name="command">The command that makes them.</param>
    /// <param name="time">When they were made.</param>
    /// <exception cref="RunException">The page has no place for the study.</exception>
    /// <exception cref="FileException">It cannot be read or written.</exception>
    public static void Write(string file, StudyResults results, string command, DateTimeOffset time)
    {
        string page = WholeFile.ReadText(file, "the page cannot be read");
        WholeFile.WriteOver(file, Replaced(page, file, results, command, time));
    }

    /// <summary>The page with the study's part written anew.</summary>
    internal static string Replaced(string page, string file, StudyResults results, string command, DateTimeOffset time)
    {
        string begin = $"<!-- study: {results.Study.Name} -->";
        int from = page.IndexOf(begin, StringComparison.Ordinal);
        int to = from < 0 ? -1 : page.IndexOf(End, from, StringComparison.Ordinal);
        if (to < 0)
            throw new RunException($"{file}: there is no place for the study; write where it goes:\n{begin}\n{End}");
        string machine = $"{Environment.ProcessorCount} processors "
            + $"({System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}), {results.Study.Threads} "
            + $"thread{(results.Study.Threads == 1 ? "" : "s")} a run";
        string head = $"`{command}` · {time.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)} · {machine}\n\n";
        return $"{page[..from]}{begin}\n{head}{MarkdownTable.Body(results, StudyTable.Of(results))}{page[to..]}";
    }
}
