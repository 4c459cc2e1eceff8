using Weir.Repair;
using Weir.Studies;
using Weir.Tensors;

namespace Weir.Pages;

/// <summary>
/// What a folder of runs holds that has a page: runs, studies and repairs, and the runs within these. Nothing outside of the folder is
/// read.
/// </summary>
internal sealed class WatchedFolder(string path)
{
    private readonly RunsFolder _own = new(path);

    /// <summary>All that lies in the folder itself, what was written last first.</summary>
    public IReadOnlyList<WatchedPage> Pages =>
    [
        .. _own.Directories.Select(Known).OfType<(WatchedPage Page, DateTime Written)>().OrderByDescending(each => each.Written)
            .Select(each => each.Page),
    ];

    /// <summary>What stands in the folder under a name; null where that has no page.</summary>
    /// <param name="name">The name.</param>
    public WatchedPage? Find(string name) => _own.Inside(name) is { } directory ? Known(directory)?.Page : null;

    /// <summary>The runs within a study or a repair, what was written last first; none where there is none of that name.</summary>
    /// <param name="name">The name of the study or the repair.</param>
    public IReadOnlyList<WatchedPage> Within(string name) => RunsOf(name) is not { } runs ? []
        : [.. runs.Names.Select(run => new WatchedPage(WatchedKind.Run, run, name, runs.State(run)))];

    /// <summary>The directory of a run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="within">The study or the repair that it belongs to; null for a run of the folder itself.</param>
    public string? FindRun(string name, string? within = null) => (within is null ? _own : RunsOf(within))?.Find(name);

    /// <summary>The directory of a study or a repair, none of whose files or runs leads elsewhere.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="name">Its name.</param>
    public string? FindSeveral(WatchedKind kind, string name)
    {
        if (_own.Inside(name) is not { } directory || KindOf(directory) != kind || RunsOf(name) is not { } runs)
            return null;
        // A repair whose first trial was a training of its own keeps that as "run".
        string own = Path.Combine(directory, "run");
        return !runs.HasLinks && runs.Directories.All(RunsFolder.HasNoLink)
            && (!Directory.Exists(own) || (new DirectoryInfo(own).LinkTarget is null && RunsFolder.HasNoLink(own))) ? directory : null;
    }

    private RunsFolder? RunsOf(string name)
    {
        if (_own.Inside(name) is not { } directory)
            return null;
        DirectoryInfo runs = new(Path.Combine(directory, StudyFolder.RunsName));
        return runs.Exists && runs.LinkTarget is null ? new RunsFolder(runs.FullName) : null;
    }

    /// <summary>What a directory is; null where it has no page, or is just being deleted.</summary>
    private (WatchedPage Page, DateTime Written)? Known(string directory)
    {
        try
        {
            return Of(directory);
        }
        catch (FileException)
        {
            return null;
        }
    }

    private (WatchedPage Page, DateTime Written)? Of(string directory)
    {
        string name = Path.GetFileName(directory);
        if (KindOf(directory) is not { } kind)
            return null;
        if (kind == WatchedKind.Run)
            return (new WatchedPage(kind, name, null, _own.State(name)), RunsFolder.Written(directory));
        string[] runs = [.. RunsOf(name)?.Directories ?? []];
        DateTime written = runs.Select(RunsFolder.Written).Append(Directory.GetLastWriteTimeUtc(directory)).Max();
        if (kind == WatchedKind.Study)
            return (new WatchedPage(kind, name, null, Ended(runs)), written);
        // While a repair goes on it has no certificate yet, and its newest run is what there is to see.
        if (File.Exists(Path.Combine(directory, Certificate.FileName)))
            return (new WatchedPage(kind, name, null, "ended"), written);
        return Within(name) is [var newest, ..] ? (newest with { State = "going on", Stands = WatchedKind.Repair }, written) : null;
    }

    private static string Ended(string[] runs)
    {
        int ended = runs.Count(run => File.Exists(Path.Combine(run, RunYield.FileName)));
        return Words.Of(ended, "run") + (ended == runs.Length ? " ended" : $" ended, {Words.Count(runs.Length - ended)} begun");
    }

    private static WatchedKind? KindOf(string directory)
    {
        if (RunsFolder.IsRun(directory))
            return WatchedKind.Run;
        if (!Directory.Exists(Path.Combine(directory, StudyFolder.RunsName))
            || !RunsFolder.AreNoLinks(directory, StudyFolder.StudyFileName, Certificate.FileName, "original.yaml", "repaired.yaml"))
            return null;
        return StudyFolder.IsStudy(directory) ? WatchedKind.Study
            : RepairDocument.IsRepair(directory) || File.Exists(Path.Combine(directory, "original.yaml")) ? WatchedKind.Repair : null;
    }
}
