using Weir.Diagnosis;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// Whether what lies in a study's folder is of this study: looked at before anything is written there, so that a folder never holds
/// results of two definitions or of two states of the data.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="cells">Its cells.</param>
/// <param name="planned">The runs of its table.</param>
/// <param name="data">Its data.</param>
internal sealed class SameStudy(Study study, IReadOnlyList<Cell> cells, IReadOnlyList<PlannedRun> planned, SharedData data)
{
    /// <summary>Refuses a folder that holds another study.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="RunException">It does; the message says what to do.</exception>
    public void Check(StudyFolder folder)
    {
        HashSet<string> there = Directory.Exists(folder.Runs) ? [.. FileException.Guard(folder.Runs, "its runs cannot be listed", () =>
            Directory.GetDirectories(folder.Runs)).Select(path => Path.GetFileName(path))] : [];
        PlannedRun[] known = [.. planned.Where(run => there.Contains(run.Name))];
        foreach (PlannedRun run in (PlannedRun[])[.. known, .. Trials(there)])
            Check(folder, run);
        // Runs of the table come before those of a search: a folder of this study has one of them.
        if (there.Count > 0 && known.Length == 0)
            throw new RunException($"{folder.Root}: it holds another study of this name: none of its runs, as {there.Min()}, is one of "
                + "this study. Give the study another name, or remove the folder");
        if (!known.Any(run => RunDirectory.Exists(folder.RunDirectory(run.Name))) && HasTables(folder) && !PlansOneOfThese(folder))
            throw new RunException($"{folder.Root}: it holds another study of this name: none of the runs that its "
                + $"{StudyFolder.StudyFileName} plans is one of this study. Give the study another name, or remove the folder");
    }

    /// <summary>Refuses a run that was made of something else.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="run">A run whose directory is there.</param>
    /// <param name="isBeside">Whether it came to be while this process was at work: another process has made it. Default false.</param>
    /// <exception cref="RunException">It was; the message says what to do.</exception>
    public void Check(StudyFolder folder, PlannedRun run, bool isBeside = false)
    {
        string directory = folder.RunDirectory(run.Name);
        Recipe? recipe = RecipeOf(run);
        RunExecution.Check(directory, recipe, isBeside);
        if (recipe is not null && RunDirectory.Exists(directory)
            && RunLoss.Guard(directory, () => RunDirectory.ReadRecord(directory)) is { } record)
        {
            if (isBeside && HasOtherData(record, recipe))
                throw new RunException($"{directory}: another process, which works on this study at the same time, has made this run "
                    + $"with other data than {recipe.Data.Source} is here. Give both the same data (--data), or one of the studies "
                    + "another name");
            if (Other(record, recipe, directory) is { } other)
                throw new RunException($"{directory}: this run was made {other}. Give the study another name, or remove {folder.Runs} to "
                    + "make all runs again");
            if (study.Diagnosis && !File.Exists(Path.Combine(directory, RunYield.FileName)))
                RunLoss.CheckFacts(directory, record, recipe);
        }
    }

    /// <summary>What else a run was made with than this study would make it with, in words; null for nothing.</summary>
    private string? Other(RunRecord record, Recipe recipe, string directory) =>
        HasOtherData(record, recipe) ? $"with other data: {recipe.Data.Source} has changed since, or lies in another folder (--data)"
        : record.Threads != study.Threads ? $"with 'threads: {record.Threads}', which its bits depend on, and the study has {study.Threads}"
        : WasWatched(directory) is { } watched && watched != study.Diagnosis
            ? $"with 'diagnosis: {(watched ? "true" : "false")}', and the study has {(study.Diagnosis ? "true" : "false")}"
        : null;

    /// <summary>Whether rules watched a run; null where nothing tells. One that was killed has the facts that they go by.</summary>
    private static bool? WasWatched(string directory) =>
        RunYield.Read(directory)?.Watched ?? (File.Exists(Path.Combine(directory, FactsFile.Name)) ? true : null);

    /// <summary>Whether a run had other data; what a record of an earlier version does not say is no word against it.</summary>
    private bool HasOtherData(RunRecord record, Recipe recipe)
    {
        if ((record.DataFingerprint ?? record.TestFingerprint) is null)
            return false;
        (string learnt, string test) = data.FingerprintsOf(recipe);
        return (record.DataFingerprint ?? learnt) != learnt || (record.TestFingerprint ?? test) != test;
    }

    /// <summary>The runs of searches that are there.</summary>
    private IEnumerable<PlannedRun> Trials(HashSet<string> there) =>
        from search in study.Largest
        from cell in cells
        from name in there
        let trial = SearchState.TrialOf(cell, search, name)
        where trial is not null
        select trial;

    private static bool HasTables(StudyFolder folder) => StudyTables.Names.Any(name => File.Exists(Path.Combine(folder.Root, name)));

    /// <summary>Whether what made the tables there has a run in common with this study.</summary>
    private bool PlansOneOfThese(StudyFolder folder)
    {
        Dictionary<string, PlannedRun> these = planned.ToDictionary(run => run.Name);
        try
        {
            Study before = StudyReader.Read(Path.Combine(folder.Root, StudyFolder.StudyFileName));
            return PlannedRun.Of(before, CellPlan.Of(before)).Any(run => these.TryGetValue(run.Name, out PlannedRun? same)
                && RecipeWriter.Write(run.Recipe()) == RecipeWriter.Write(same.Recipe()));
        }
        catch (WeirException)
        {
            // What cannot be read is no word against this study.
            return true;
        }
    }

    private Recipe? RecipeOf(PlannedRun run)
    {
        try
        {
            return data.RecipeOf(run);
        }
        catch (RecipeException) when (run.Trial is not null)
        {
            // A number that this study cannot try was tried by another.
            return null;
        }
    }
}
