using System.Text;
using System.Text.Json;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// The files of a run: <c>recipe.yaml run.json flow.jsonl metrics.jsonl checkpoints/*.safetensors</c>. Append-only, readable by
/// any language, safe to kill at any moment. One process writes it at a time.
/// </summary>
public sealed class RunDirectory : IDisposable
{
    private readonly RunLock _lock;
    private FileStream? _metrics;
    private FileStream? _flow;

    private RunDirectory(string path, RunLock runLock)
    {
        Root = path;
        _lock = runLock;
        Checkpoints = new CheckpointStore(Path.Combine(path, "checkpoints"));
    }

    /// <summary>The directory.</summary>
    public string Root { get; }

    /// <summary>The run's name: that of the directory.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root)));

    /// <summary>Its checkpoints.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>Makes the directory of a new run.</summary>
    /// <param name="runs">The folder that holds run directories.</param>
    /// <param name="name">The name that is wanted.</param>
    /// <param name="exact">Whether an existing run of that name is an error; otherwise the new one becomes <c>name-2</c>, <c>name-3</c>…</param>
    /// <exception cref="RunException">The name cannot be used, or the folder cannot be written.</exception>
    public static RunDirectory Create(string runs, string name, bool exact)
    {
        if (!RecipeForm.NamePattern().IsMatch(name))
            throw new RunException($"a run cannot be called '{name}': a name has letters, digits, '-', '_' and '.', and begins with a letter or digit");
        return RunException.Guard(Path.Combine(runs, name), "the run directory cannot be made", () =>
        {
            for (int number = 1; ; number++)
            {
                string path = Path.Combine(runs, number == 1 ? name : $"{name}-{number}");
                if (RunLock.TakeNew(path) is { } taken)
                    return new RunDirectory(path, taken);
                if (exact)
                    throw new RunException($"{path}: there is a run of this name already{Writer(path)}; give another name, or resume that run");
            }
        });
    }

    /// <summary>Opens the directory of an existing run to go on with it.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="RunException">There is no run, or another process is writing it.</exception>
    public static RunDirectory Open(string path)
    {
        if (!File.Exists(Path.Combine(path, "recipe.yaml")))
            throw new RunException($"{path}: there is no run here: it has no recipe.yaml");
        return RunException.Guard(path, "the run directory cannot be opened", () =>
            RunLock.Take(path) is { } taken
                ? new RunDirectory(path, taken)
                : throw new RunException($"{path}: the run is being written{Writer(path)}; wait until it ends, or stop it first"));
    }

    /// <summary>Reads <c>run.json</c>; null if there is none.</summary>
    /// <param name="path">The run directory.</param>
    /// <exception cref="RunException">It cannot be read.</exception>
    public static RunRecord? ReadRecord(string path)
    {
        string file = Path.Combine(path, "run.json");
        if (!File.Exists(file))
            return null;
        try
        {
            return RunException.Guard(file, "it cannot be read", () => JsonSerializer.Deserialize(File.ReadAllBytes(file), TrainingJson.Default.RunRecord));
        }
        catch (JsonException error)
        {
            throw new RunException($"{file}: damaged: it holds no record of a run{At(error)}. Remove the file: what it says of how the run went is missing then, and the run can be resumed", error);
        }
    }

    /// <summary>Reads <c>metrics.jsonl</c>; a torn last line is dropped.</summary>
    /// <param name="path">The run directory.</param>
    /// <exception cref="RunException">A line that is no metrics.</exception>
    public static IReadOnlyList<EpochMetrics> ReadMetrics(string path)
    {
        string file = Path.Combine(path, "metrics.jsonl");
        IReadOnlyList<string> lines = RunException.Guard(file, "it cannot be read", () => JsonLines.Read(file));
        List<EpochMetrics> metrics = [];
        for (int i = 0; i < lines.Count; i++)
        {
            try
            {
                metrics.Add(JsonSerializer.Deserialize(lines[i], TrainingJson.Default.EpochMetrics)!);
            }
            catch (JsonException error)
            {
                throw new RunException($"{file}, line {i + 1}: damaged: it holds no metrics{At(error)}. Remove the line to go on without it", error);
            }
        }

        return metrics;
    }

    /// <summary>Whether a process is writing a run now.</summary>
    /// <param name="path">The run directory.</param>
    public static bool IsBeingWritten(string path) => RunLock.IsHeld(path);

    /// <summary>Writes <c>recipe.yaml</c>.</summary>
    /// <param name="recipe">The recipe.</param>
    public void Write(Recipe recipe) => Replace("recipe.yaml", RecipeWriter.Write(recipe));

    /// <summary>Reads <c>recipe.yaml</c>.</summary>
    public Recipe ReadRecipe() => RecipeReader.Read(Path.Combine(Root, "recipe.yaml"));

    /// <summary>Writes <c>run.json</c>.</summary>
    /// <param name="record">What it says.</param>
    public void Write(RunRecord record)
    {
        using JsonDocument json = JsonSerializer.SerializeToDocument(record, TrainingJson.Default.RunRecord);
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        Replace("run.json", Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n");
    }

    /// <summary>Appends a line to <c>metrics.jsonl</c>.</summary>
    /// <param name="metrics">The line.</param>
    public void Append(EpochMetrics metrics)
    {
        string file = Path.Combine(Root, "metrics.jsonl");
        _ = RunException.Guard(file, "it cannot be written", () =>
        {
            _metrics ??= JsonLines.Append(file);
            _metrics.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(metrics, TrainingJson.Default.EpochMetrics) + "\n"));
            _metrics.Flush();
            return true;
        });
    }

    /// <summary>Appends to <c>flow.jsonl</c>.</summary>
    /// <param name="write">Writes whole lines.</param>
    internal void WriteFlow(Action<Stream> write)
    {
        string file = Path.Combine(Root, "flow.jsonl");
        _ = RunException.Guard(file, "it cannot be written", () =>
        {
            write(_flow ??= JsonLines.Append(file));
            return true;
        });
    }

    /// <summary>Cuts what was written of steps after one that is gone back to.</summary>
    /// <param name="step">The step.</param>
    public void CutAfter(long step)
    {
        foreach (string name in (string[])["metrics.jsonl", "flow.jsonl"])
        {
            string file = Path.Combine(Root, name);
            _ = RunException.Guard(file, "it cannot be cut", () =>
            {
                JsonLines.Keep(file, line => JsonLines.Number(line, "step") is not { } number || number <= step);
                return true;
            });
        }
    }

    /// <summary>Closes the files and lets others write.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _flow?.Dispose();
        _lock.Dispose();
    }

    // The key whose value is wrong, where one is.
    private static string At(JsonException error) => error.Path is { Length: > 2 } path ? $" (see '{path[2..]}')" : "";

    private static string Writer(string path)
    {
        try
        {
            return IsBeingWritten(path) && ReadRecord(path) is { } record ? $" by process {record.Process}" : "";
        }
        catch (RunException)
        {
            return "";
        }
    }

    private void Replace(string name, string text)
    {
        string file = Path.Combine(Root, name);
        _ = RunException.Guard(file, "it cannot be written", () =>
        {
            File.WriteAllText(file + ".tmp", text);
            File.Move(file + ".tmp", file, overwrite: true);
            return true;
        });
    }
}
