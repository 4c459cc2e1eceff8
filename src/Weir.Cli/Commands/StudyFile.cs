using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Finds and reads the study that a command line names.</summary>
internal static class StudyFile
{
    private const string Folder = "studies";

    /// <summary>
    /// Reads a study: a path, the name of one in <c>studies/</c>, the folder of one that was begun, or the name of one that is part of the
    /// program.
    /// </summary>
    /// <param name="path">Path or name.</param>
    /// <param name="runs">The folder of runs and studies.</param>
    /// <param name="quick">Whether its short form is wanted.</param>
    /// <returns>The study, and the folder of runs and studies that it goes on in: one that was begun goes on where it is.</returns>
    /// <exception cref="CommandException">There is none; the message names what is near.</exception>
    public static (Study Study, string Runs) Read(string path, string runs, bool quick)
    {
        string[] folders = [path, Path.Combine(runs, path)];
        string[] files = [path, path + ".yaml", Path.Combine(Folder, path), Path.Combine(Folder, path + ".yaml")];
        if (files.FirstOrDefault(File.Exists) is { } file)
            return (StudyReader.Read(file, quick), runs);
        if (folders.FirstOrDefault(StudyFolder.IsStudy) is { } begun)
            return InItsFolder(StudyReader.Read(Path.Combine(begun, StudyFolder.StudyFileName), quick), begun);
        return ShippedStudies.Names.Contains(path) ? (ShippedStudies.Read(path, quick), runs) : throw Missing(path, runs);
    }

    private static CommandException Missing(string path, string runs)
    {
        string[] there = [.. Files(Folder), .. ShippedStudies.Names, .. Begun(runs)];
        string asked = Path.GetDirectoryName(path) ?? "";
        IEnumerable<string> beside = Files(asked.Length > 0 ? asked : ".").Select(name => Path.Combine(asked, name));
        string[] all = [.. there, .. beside];
        string hint = Spelling.Nearest(Path.GetFileNameWithoutExtension(path), all.Select(each => Path.GetFileName(each))) is { } near
            ? $"; did you mean '{all.First(each => Path.GetFileName(each) == near)}'?"
            : $"; there are {string.Join(", ", there.Distinct().Order(StringComparer.Ordinal))}";
        return new CommandException($"there is no study '{path}'{hint}");
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? FileException.Guard(folder, "its studies cannot be listed", () => Directory.GetFiles(folder, "*.yaml"))
            .Select(each => Path.GetFileNameWithoutExtension(each)).Order(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> Begun(string runs) => Directory.Exists(runs)
        ? FileException.Guard(runs, "its studies cannot be listed", () => Directory.GetDirectories(runs))
            .Where(StudyFolder.IsStudy).Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal)
        : [];

    private static (Study Study, string Runs) InItsFolder(Study study, string begun)
    {
        string typed = Path.TrimEndingDirectorySeparator(begun), whole = Path.GetFullPath(typed);
        if (Path.GetFileName(whole) != study.Name)
            throw new CommandException($"{begun}: it holds the study '{study.Name}', and goes on in a folder of that name: rename it");
        // As it was typed, where its name was, and not as a dot.
        return (study, Path.GetFileName(typed) != study.Name ? Path.GetDirectoryName(whole)!
            : Path.GetDirectoryName(typed) is { Length: > 0 } above ? above : ".");
    }
}
