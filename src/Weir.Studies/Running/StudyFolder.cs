using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// The folder of a study: <c>study.yaml</c>, the tables, and <c>runs/</c> with a run directory for each run. Several processes may work on
/// it.
/// </summary>
public sealed class StudyFolder
{
    /// <summary>The file that the study can be read from again.</summary>
    public const string StudyFileName = "study.yaml";

    /// <summary>The folder in it that holds its runs.</summary>
    public const string RunsName = "runs";

    private const string ClaimsName = "claims";

    private StudyFolder(string root) => Root = root;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The folder of its runs.</summary>
    public string Runs => Path.Combine(Root, RunsName);

    /// <summary>Who works on what.</summary>
    internal string Claims => Path.Combine(Root, ClaimsName);

    /// <summary>The folder of a study's runs, whether it is there or not.</summary>
    internal static string RunsOf(string runs, Study study) => Path.Combine(runs, study.Name, RunsName);

    /// <summary>Whether a path is the folder of a study.</summary>
    /// <param name="path">A path.</param>
    public static bool IsStudy(string path) => File.Exists(Path.Combine(path, StudyFileName))
        && Directory.Exists(Path.Combine(path, RunsName));

    /// <summary>
    /// Makes the folder of a study, or opens it where it is there. A folder of something else is refused, and that of a study whose runs
    /// are others than those of this one, before anything is written.
    /// </summary>
    /// <param name="runs">The folder of runs and studies.</param>
    /// <param name="study">The study.</param>
    /// <param name="planned">Its runs.</param>
    /// <param name="same">Tells whether what lies there is of this study; null where nothing does.</param>
    /// <exception cref="RunException">It cannot be made, or holds something else.</exception>
    internal static StudyFolder Open(string runs, Study study, IReadOnlyList<PlannedRun> planned, SameStudy? same = null)
    {
        StudyFolder folder = new(Path.Combine(runs, study.Name));
        if (Directory.Exists(folder.Root))
            FileException.Guard(folder.Root, "the study's folder cannot be read", () =>
            {
                folder.Check();
                same?.Check(folder);
                foreach (string run in planned.Select(run => folder.RunDirectory(run.Name)).Where(Directory.Exists))
                    UnfinishedFile.Remove(Path.Combine(run, RunYield.FileName), DateTime.MinValue);
            });
        try
        {
            Directory.CreateDirectory(folder.Runs);
            Directory.CreateDirectory(folder.Claims);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new RunException($"{folder.Root}: the study's folder cannot be made: {DiskError.Words(error)}", error);
        }

        WholeFile.WriteShared(Path.Combine(folder.Root, StudyFileName), StudyWriter.TextOf(study));
        return folder;
    }

    /// <summary>Refuses a folder of something else.</summary>
    private void Check()
    {
        // What a study was stopped before holds its empty folders alone.
        if (!File.Exists(Path.Combine(Root, StudyFileName)) && Directory.EnumerateFileSystemEntries(Root)
            .FirstOrDefault(entry => Path.GetFileName(entry) is not (RunsName or ClaimsName)
                && !UnfinishedFile.Is(entry, StudyFileName)) is { } other)
            throw new RunException($"{Root}: it is no folder of a study, and holds {Path.GetFileName(other)}. Give the study another name");
    }

    /// <summary>The directory of a run.</summary>
    /// <param name="run">Its name.</param>
    public string RunDirectory(string run) => Path.Combine(Runs, run);

    /// <summary>Writes a file beside <c>study.yaml</c>.</summary>
    internal void Write(string name, string text) => WholeFile.WriteShared(Path.Combine(Root, name), text);
}
