using System.Text;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The files of a run: <c>recipe.yaml run.json flow.jsonl metrics.jsonl checkpoints/*.safetensors</c>. Readable by any language, right
/// after a kill at any moment (docs/checkpoints.md). One process writes it at a time.
/// </summary>
public sealed partial class RunDirectory : IDisposable
{
    internal const string RecipeName = "recipe.yaml";
    internal const string RecordName = "run.json";
    internal const string MetricsName = "metrics.jsonl";
    internal const string FlowName = "flow.jsonl";
    internal const string TestName = "test.json";
    internal const string FactsName = "facts.json";
    internal const string FindingsName = "findings.json";
    internal const string RunsName = "runs";
    internal const string CheckpointsName = "checkpoints";

    // What is written under another name until it is whole, by who holds the lock: of no other file is there anything unfinished.
    private static readonly string[] s_replaced = [RecipeName, RecordName, TestName, FactsName, FindingsName];

    private readonly IFileLayer _files;
    private readonly IDisposable? _lock;
    private readonly RunException? _refused;
    private readonly LineFile _metrics;
    private readonly LineFile _flow;

    private RunDirectory(IFileLayer files, string path, IDisposable? runLock, RunException? refused = null)
    {
        Root = path;
        (_files, _lock, _refused) = (files, runLock, refused);
        (_metrics, _flow) = (new LineFile(files, Path.Combine(path, MetricsName)), new LineFile(files, Path.Combine(path, FlowName)));
        Checkpoints = new CheckpointStore(Path.Combine(path, CheckpointsName), files);
    }

    /// <summary>The directory.</summary>
    internal string Root { get; }

    /// <summary>The run's name: that of the directory.</summary>
    internal string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root)));

    /// <summary>Its checkpoints.</summary>
    internal CheckpointStore Checkpoints { get; }

    /// <summary>
    /// Whether there is a run in a directory: whether it has a <c>recipe.yaml</c>, which is written last when a run begins.
    /// </summary>
    /// <param name="path">The directory.</param>
    public static bool Exists(string path) => Exists(path, DiskFiles.Instance);

    /// <summary>Whether a run can be gone on with in a directory, or is to be begun there; other files in its place are refused.</summary>
    /// <exception cref="RunException">Other files lie there, and no recipe.</exception>
    internal static bool CanGoOn(string path)
    {
        if (Exists(path))
            return true;
        return Directory.Exists(path) && !RunLock.IsUnbegun(DiskFiles.Instance, path) ? throw NoRun(path) : false;
    }

    internal static bool Exists(string path, IFileLayer files) => files.Exists(Path.Combine(path, RecipeName));

    /// <summary>Makes the directory of a new run.</summary>
    /// <param name="runs">The folder that holds run directories.</param>
    /// <param name="name">The name that is wanted.</param>
    /// <param name="exact">Whether an existing run of that name is an error; otherwise the new one becomes <c>name-2</c>,
    /// <c>name-3</c>…</param>
    /// <param name="files">What writes the disk. Default: the system's files.</param>
    /// <exception cref="RunException">The name cannot be used, or the folder cannot be written.</exception>
    internal static RunDirectory Create(string runs, string name, bool exact, IFileLayer? files = null)
    {
        files ??= DiskFiles.Instance;
        RunName.Check("run", name);
        return RunException.Guarded(Path.Combine(runs, name), "the run directory cannot be made", () =>
        {
            for (int number = 1; ; number++)
            {
                string path = Path.Combine(runs, number == 1 ? name : $"{name}-{number}");
                if (RunLock.TakeNew(files, path) is { } taken)
                    return new RunDirectory(files, path, taken);
                if (exact)
                    throw Exists(path, files) || RunLock.IsHeld(files, path)
                        ? new RunException($"{path}: there is a run of this name already{Writer(files, path)}; give another name, or "
                            + "resume that run")
                        : NoRun(path, files);
            }
        });
    }

    /// <summary>
    /// Opens the directory of an existing run to go on with it. Nothing in it is changed. One that may not be written can be read:
    /// <see cref="CheckWritable"/> tells.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="files">What reads and writes the disk. Default: the system's files.</param>
    /// <exception cref="RunException">There is no run, or another process is writing it.</exception>
    internal static RunDirectory Open(string path, IFileLayer? files = null)
    {
        files ??= DiskFiles.Instance;
        if (!Exists(path, files))
            throw NoRun(path, files);

        const string cannot = "the run directory cannot be opened";
        try
        {
            return RunException.Guarded(path, cannot, () => RunLock.Take(files, path)) is { } taken ? new RunDirectory(files, path, taken)
                : throw BeingWritten(files, path);
        }
        catch (RunException refused) when (refused.InnerException is not null)
        {
            return RunException.Guarded(path, cannot, () => RunLock.IsHeld(files, path)) ? throw BeingWritten(files, path)
                : new RunDirectory(files, path, null, refused);
        }
    }

    /// <summary>What is to be said of a directory without a recipe, to those who would go on there and to those who would begin.</summary>
    internal static RunException NoRun(string path, IFileLayer? files = null)
    {
        files ??= DiskFiles.Instance;
        if (RunLock.IsHeld(files, path))
            return BeingWritten(files, path);
        // The lock tells the least of what lies there.
        string? other = files.List(path).Order(StringComparer.Ordinal).MinBy(name => name == RunLock.FileName);
        // A study or a repair.
        string within = Path.Combine(path, RunsName);
        if (files.List(within).Order(StringComparer.Ordinal).FirstOrDefault(name => Exists(Path.Combine(within, name), files)) is { } first)
            return new RunException($"{path}: it is no run, and holds runs: name one of them, as {Path.Combine(within, first)}");
        return new RunException(other is null ? $"{path}: there is no run here: it has no {RecipeName}"
            : RunLock.IsUnbegun(files, path)
            ? $"{path}: there is no run here yet: it was stopped before its {RecipeName} was written; start it again with 'weir train'"
            : $"{path}: there is no run here: it has no {RecipeName}, and holds other files ({other}); give another name, or remove it");
    }

    /// <summary>Throws where the directory may not be written, as on a disk that is read-only.</summary>
    internal void CheckWritable()
    {
        if (_refused is not null)
            throw _refused;
    }

    /// <summary>Reads <c>run.json</c>; null if there is none.</summary>
    /// <param name="path">The run directory.</param>
    /// <exception cref="RunException">It cannot be read.</exception>
    public static RunRecord? ReadRecord(string path) => ReadRecord(path, DiskFiles.Instance);

    internal static RunRecord? ReadRecord(string path, IFileLayer files)
    {
        string file = Path.Combine(path, RecordName);
        if (!files.Exists(file))
            return null;
        try
        {
            byte[] text = RunException.Guard(file, "it cannot be read", () => WholeFile.Read(files, file));
            RunRecord? record = JsonSerializer.Deserialize(text, TrainingJson.Default.RunRecord);
            return record?.Wrong() is { } wrong ? throw new InvalidDataException(wrong) : record ?? throw new JsonException();
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new RunException($"{file}: damaged: it holds no record of a run{At(error)}", error)
            {
                Remedy = "Remove the file: what it says of how the run went is missing then, and the run can be resumed",
            };
        }
    }

    /// <summary>Reads <c>metrics.jsonl</c>; a torn last line is dropped.</summary>
    /// <param name="path">The run directory.</param>
    /// <exception cref="RunException">A line that is no metrics.</exception>
    public static IReadOnlyList<EpochMetrics> ReadMetrics(string path) => ReadMetrics(path, DiskFiles.Instance);

    internal static IReadOnlyList<EpochMetrics> ReadMetrics(string path, IFileLayer files)
    {
        string file = Path.Combine(path, MetricsName);
        IReadOnlyList<string> lines = RunException.Guard(file, "it cannot be read", () => JsonLines.Read(file, files));
        List<EpochMetrics> metrics = [];
        for (int i = 0; i < lines.Count; i++)
        {
            try
            {
                EpochMetrics? read = JsonSerializer.Deserialize(lines[i], TrainingJson.Default.EpochMetrics);
                metrics.Add(read?.Wrong() is { } wrong ? throw new InvalidDataException(wrong) : read ?? throw new JsonException());
            }
            catch (Exception error) when (Damage.IsDamage(error))
            {
                throw new RunException($"{file}, line {i + 1}: damaged: it holds no metrics{At(error)}", error)
                {
                    Remedy = "Remove the line to go on without it",
                };
            }
        }

        return metrics;
    }

    /// <summary>The checkpoint of the epoch that did best on the validation part.</summary>
    /// <param name="path">The run directory.</param>
    /// <returns>Its file; null where there is none.</returns>
    public static string? BestCheckpoint(string path) =>
        new CheckpointStore(Path.Combine(path, CheckpointsName)).Best is var file && File.Exists(file) ? file : null;

    /// <summary>Whether a process is writing a run now.</summary>
    /// <param name="path">The run directory.</param>
    public static bool IsBeingWritten(string path) => RunLock.IsHeld(DiskFiles.Instance, path);

    /// <summary>Begins the run: its record, and then its recipe, with which there is a run.</summary>
    /// <param name="recipe">The recipe, written.</param>
    /// <param name="record">What <c>run.json</c> says.</param>
    internal void Begin(string recipe, RunRecord record)
    {
        Write(record);
        Replace(RecipeName, recipe);
        // The directory's own name.
        RunException.Guarded(Root, "it cannot be synced", () => _files.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(Root))!));
    }

    /// <summary>Reads <c>recipe.yaml</c>.</summary>
    /// <param name="registry">What it can name. Default: the parts of the library.</param>
    internal Recipe ReadRecipe(RecipeRegistry? registry = null)
    {
        string file = Path.Combine(Root, RecipeName);
        string text = RunException.Guard(file, "it cannot be read", () => Encoding.UTF8.GetString(WholeFile.Read(_files, file)));
        return RecipeReader.ParseKept(text, file, registry);
    }

    /// <summary>Writes <c>run.json</c>.</summary>
    /// <param name="record">What it says.</param>
    internal void Write(RunRecord record) => Replace(RecordName, JsonText.Indented(record, TrainingJson.Default.RunRecord));

    /// <summary>Writes <c>test.json</c>: how well the network does on the test part, in full.</summary>
    internal void WriteTest(EvaluationReport report) => Replace(TestName, report.ToJson());

    /// <summary>Appends a line to <c>metrics.jsonl</c>.</summary>
    /// <param name="metrics">The line.</param>
    internal void Append(EpochMetrics metrics) =>
        _metrics.Write(stream => stream
            .Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(metrics, TrainingJson.Default.EpochMetrics) + "\n")));

    /// <summary>Appends to <c>flow.jsonl</c>.</summary>
    /// <param name="write">Writes whole lines.</param>
    internal void WriteFlow(Action<Stream> write) => _flow.Write(write);

    /// <summary>
    /// Writes a checkpoint. What was measured up to it is on the disk before, so that a run never goes on from a place that its lines do
    /// not reach.
    /// </summary>
    /// <param name="step">Its step.</param>
    /// <param name="keep">How many of the last are kept, and of the last that are well.</param>
    /// <param name="healthy">The last step whose network is well.</param>
    /// <param name="isBest">Whether it is kept as the best too.</param>
    /// <param name="save">Writes it.</param>
    internal void Save(long step, int keep, long healthy, bool isBest, Action<Stream> save)
    {
        if (_metrics.Sync() | _flow.Sync())
            RunException.Guarded(Root, "it cannot be synced", () => _files.SyncDirectory(Root));
        Checkpoints.Add(step, keep, healthy, isBest, save);
    }

    /// <summary>Closes the files and lets others write.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _flow.Dispose();
        _lock?.Dispose();
    }

    // What it says that cannot be, or the key whose value is wrong, where one is.
    private static string At(Exception error) => error is InvalidDataException ? $" ({error.Message})"
        : error is JsonException { Path: { Length: > 2 } path } ? $" (see '{path[2..]}')" : "";

    private void Replace(string name, string text)
    {
        string file = Path.Combine(Root, name);
        RunException.Guarded(file, "it cannot be written", () =>
            WholeFile.Write(_files, file, stream => stream.Write(Encoding.UTF8.GetBytes(text))));
    }
}
