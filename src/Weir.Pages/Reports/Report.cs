using System.Globalization;
using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>A run, a study or a repair as one HTML file that opens from disk, needs no network, and holds all of its numbers.</summary>
public static class Report
{
    /// <summary>The file's name in a run directory.</summary>
    public const string Name = "report.html";

    /// <summary>Whether a path is the folder of a study or a repair, whose page is about several runs.</summary>
    /// <param name="path">A path.</param>
    public static bool IsOfSeveral(string path) => RepairDocument.IsRepair(path) || StudyFolder.IsStudy(path);

    /// <summary>Writes the report of a run, a study or a repair; a reader sees the file as it was before, or whole.</summary>
    /// <param name="run">A run directory, finished or going on, the file of a trace, or the folder of a study or a repair.</param>
    /// <param name="path">The file. Default: <c>report.html</c> in the run directory, or beside the trace.</param>
    /// <param name="beside">Another run, to compare it with; null for none.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="WeirException">A file of the run is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    /// <exception cref="RecipeException">The study's file has faults.</exception>
    /// <exception cref="FileException">The file cannot be written.</exception>
    public static string Write(string run, string? path = null, string? beside = null, TimeProvider? time = null)
    {
        string text = Text(run, beside, time);
        string file = path ?? Path.Combine(Directory.Exists(run) ? run : Path.GetDirectoryName(Path.GetFullPath(run))!, Name);
        WholeFile.WriteShared(file, text);
        return file;
    }

    /// <summary>The report as text.</summary>
    /// <param name="run">A run directory, the file of a trace, or the folder of a study or a repair.</param>
    /// <param name="beside">Another run, to compare it with; null for none. A study and a repair have none.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public static string Text(string run, string? beside = null, TimeProvider? time = null)
    {
        DateTimeOffset now = (time ?? TimeProvider.System).GetLocalNow();
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));
        if (RepairDocument.IsRepair(run))
            return PageHtml.Of(PageDocument.OfRepair(run, now), name);
        if (StudyFolder.IsStudy(run))
            return PageHtml.Of(PageDocument.OfStudy(run, now), name);
        RunFiles files = RunFiles.Read(run);
        IReadOnlyList<RunFiles> runs = beside is null ? [files] : [files, RunFiles.Read(beside)];
        return PageHtml.Of(PageDocument.Of(runs, now), files.Name, end: EndOf(files.Record));
    }

    /// <summary>
    /// Whether a run that has ended has no page of its end: none, or one that tells of another end. What a page was made of says so, and
    /// not when it was written; of one that does not say it, as those of earlier versions, nothing is held.
    /// </summary>
    /// <param name="run">The run directory.</param>
    /// <exception cref="WeirException">The record of the run, or the page, cannot be read.</exception>
    internal static bool IsMissing(string run)
    {
        string page = Path.Combine(run, Name);
        return !File.Exists(page)
            || (PageHtml.EndOf(WholeFile.ReadText(page)) is { } told && told != EndOf(RunDirectory.ReadRecord(run)));
    }

    // Of a run that goes on there is no time.
    private static string? EndOf(RunRecord? record) => record is null ? null
        : string.Create(CultureInfo.InvariantCulture, $"{record.Status} {record.Steps} {record.Ended:O}");
}
