using Weir.Data;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;
using Monitor = Weir.Training.Monitor;

namespace Weir.Repair;

/// <summary>
/// A run that was made before the repair. Where it is the training that the repair would make of the recipe as it is, it stands for it.
/// </summary>
internal sealed class EarlierRun
{
    /// <summary>The folder within the repair's that holds what it rests on of the run: all but its checkpoints.</summary>
    public const string CopyName = "run";

    private static readonly string[] s_copied =
    [
        RunDirectory.RecipeName, RunDirectory.RecordName, RunDirectory.FlowName, RunDirectory.MetricsName, FactsFile.Name,
        FindingsFile.Name, RunDirectory.TestName,
    ];

    private readonly string? _damage;

    private EarlierRun(string directory, RunRecord? record, string? damage) => (Directory, Record, _damage) = (directory, record, damage);

    /// <summary>Its directory.</summary>
    public string Directory { get; }

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory)));

    /// <summary>How it went; null where it does not say.</summary>
    public RunRecord? Record { get; }

    /// <summary>Whether its loss was not finite, so that it came no farther.</summary>
    public bool BrokeOff => Record?.Status == "nonFinite";

    /// <summary>Whether it comes no farther.</summary>
    public bool Ended => BrokeOff || Record?.Status == "finished";

    /// <summary>Reads what a run says of itself.</summary>
    /// <param name="directory">The run directory.</param>
    public static EarlierRun Read(string directory)
    {
        try
        {
            return new EarlierRun(directory, RunDirectory.ReadRecord(directory), null);
        }
        catch (RunException error)
        {
            return new EarlierRun(directory, null, error.Message);
        }
    }

    /// <summary>Why it is not a training as the repair would make it; null where it is.</summary>
    /// <param name="recipe">The recipe that is repaired.</param>
    /// <param name="data">Its data.</param>
    /// <param name="isHeldOut">Whether the repair judges by samples of the training part.</param>
    public string? Unfit(Recipe recipe, DataSplit data, bool isHeldOut) =>
        _damage ?? (Record is not { } record ? "it does not say how it went: it has no run.json"
        : RunDirectory.IsBeingWritten(Directory) ? "a program is writing it"
        : !(Ended || record.Status == "interrupted") ? $"it did not come to an end (run.json: {record.Status})"
        : record.Given?.Where(given => given != "data").ToArray() is [_, ..] given
            ? $"a program gave it its {string.Join(" and ", given)}"
        : RecipeWriter.Write(OwnRecipe(recipe.Registry)) != RecipeWriter.Write(recipe) ? "it is of another recipe than is repaired"
        : record.Decisions is [_, ..] ? "batches were left out of it, or its rate was changed, when it was resumed"
        : recipe.Flow.On && !File.Exists(Path.Combine(Directory, RunDirectory.FlowName)) ? "its flow was not measured"
        : record.DataFingerprint is not { } had ? "it does not say what data it had, as runs of earlier versions do not"
        : DataFingerprint.IsUnknown(had) ? "its run.json was lost once, and whether its data is the same is not known"
        : had != DataFingerprint.Of(data) ? "its data has changed since"
        : isHeldOut ? "without a validation part a repair judges by samples that it has learnt from"
        : ChoosesByValidation(recipe) ? "it has chosen by samples of the validation part that a repair judges by"
        : recipe.Flow.On ? Lost(recipe, record)
        : null);

    /// <summary>Copies what the repair rests on into its folder.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <returns>The copy.</returns>
    public string CopyInto(string folder)
    {
        string copy = Path.Combine(folder, CopyName);
        FileException.Guard(copy, "what the repair rests on cannot be copied", () => System.IO.Directory.CreateDirectory(copy));
        foreach (string name in s_copied)
        {
            string from = Path.Combine(Directory, name), to = Path.Combine(copy, name);
            FileException.Guard(to, "it cannot be copied", () =>
            {
                if (File.Exists(from))
                    WholeFile.WriteShared(to, stream => stream.Write(WholeFile.ReadLines(DiskFiles.Instance, from)));
                else
                    File.Delete(to);
            });
        }

        return copy;
    }

    /// <summary>Refuses a folder where a run of the user's lies in the place of the copy.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <exception cref="RunException">One does; the message says what to do.</exception>
    public void CheckPlace(string folder)
    {
        string copy = Path.Combine(folder, CopyName);
        if (IsRun(copy))
            throw new RunException($"{copy}: a run lies where the repair keeps its copy of {Directory}. Give another --name, or move that "
                + "run elsewhere");
    }

    /// <summary>Removes the copy of a run that a repair before rested on; what else lies in its folder stays.</summary>
    /// <param name="folder">The repair's folder.</param>
    public static void RemoveCopy(string folder)
    {
        string copy = Path.Combine(folder, CopyName);
        if (!System.IO.Directory.Exists(copy) || IsRun(copy))
            return;
        FileException.Guard(copy, "it cannot be removed", () =>
        {
            foreach (string name in s_copied)
            {
                File.Delete(Path.Combine(copy, name));
                UnfinishedFile.Remove(Path.Combine(copy, name), DateTime.MinValue);
            }

            if (!System.IO.Directory.EnumerateFileSystemEntries(copy).Any())
                System.IO.Directory.Delete(copy);
        });
    }

    /// <summary>Whether it lies in a folder, or is it.</summary>
    /// <param name="folder">The folder.</param>
    public bool LiesIn(string folder) => Real(Directory).StartsWith(Real(folder), StringComparison.Ordinal);

    // What is trained has its lock and checkpoints, and a copy has neither.
    private static bool IsRun(string copy) => File.Exists(Path.Combine(copy, RunLock.FileName))
        || System.IO.Directory.Exists(Path.Combine(copy, RunDirectory.CheckpointsName));

    private static string Real(string folder)
    {
        DirectoryInfo info = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return (info.Exists ? info.ResolveLinkTarget(returnFinalTarget: true) ?? info : info).FullName + Path.DirectorySeparatorChar;
    }

    /// <summary>What it has lost of what rules go by: they would find something else, and the repair be another.</summary>
    private string? Lost(Recipe recipe, RunRecord record)
    {
        if (!File.Exists(Path.Combine(Directory, FactsFile.Name)))
            return $"its {FactsFile.Name}, which says what its data and network were, is not there";
        try
        {
            Trace trace = TraceReader.Read(Path.Combine(Directory, RunDirectory.FlowName));
            return SampledSteps.Lacking(recipe, trace.Samples, record) is { } lacking ? $"its {lacking}" : null;
        }
        catch (TraceException error)
        {
            return error.Message;
        }
    }

    private Recipe OwnRecipe(RecipeRegistry registry) => RecipeReader.ReadKept(Path.Combine(Directory, RunDirectory.RecipeName), registry);

    private static bool ChoosesByValidation(Recipe recipe) => recipe.EarlyStopping is { Monitor: not Monitor.TrainingLoss }
        || recipe.Schedule?.Metric is not (null or Monitor.TrainingLoss);
}
