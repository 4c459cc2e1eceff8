using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>What pages read of a run on disk: a run directory, or the trace of any program.</summary>
internal sealed record RunFiles
{
    public const string FlowName = "flow.jsonl";
    private const string RecipeName = "recipe.yaml";

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its trace; without layers where the flow was not measured.</summary>
    public required Trace Trace { get; init; }

    /// <summary>Its epochs.</summary>
    public required IReadOnlyList<EpochMetrics> Epochs { get; init; }

    /// <summary>How it went; null for the trace of another program.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The recipe as it stands in its file; null for the trace of another program.</summary>
    public string? Recipe { get; init; }

    /// <summary>What is read of its recipe; null for the trace of another program.</summary>
    public RecipeOutline? Outline { get; init; }

    /// <summary>What is found in it, ranked.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What could not be looked for, and why.</summary>
    public IReadOnlyList<Unjudged> Unjudged { get; init; } = [];

    /// <summary>What was said of it and has been disproved since.</summary>
    public IReadOnlyList<Finding> Withdrawn { get; init; } = [];

    /// <summary>The same as findings for machines have it (docs/findings.md).</summary>
    public required JsonArray FindingNodes { get; init; }

    /// <summary>What is known besides the trace; null where there is nothing.</summary>
    public RunFacts? Facts { get; init; }

    /// <summary>Severities and thresholds that it was judged by.</summary>
    public required DiagnosisOptions Diagnosis { get; init; }

    /// <summary>Whether a program is writing it now.</summary>
    public bool IsBeingWritten { get; init; }

    /// <summary>Whether it is a branch of a repair, which trains each as far as it has to and leaves it there.</summary>
    public bool IsBranch { get; init; }

    /// <summary>The last step that is known of.</summary>
    public long Step { get; init; }

    /// <summary>Reads a run.</summary>
    /// <param name="path">A run directory, or the file of a trace.</param>
    /// <exception cref="WeirException">A file is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    public static RunFiles Read(string path)
    {
        bool bare = File.Exists(path);
        string directory = bare && Path.GetFileName(path) == FlowName ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        bool isRun = Directory.Exists(directory);
        string flow = isRun ? Path.Combine(directory, FlowName) : path;
        string recipe = Path.Combine(directory, RecipeName);
        string? text = isRun && File.Exists(recipe) ? WholeFile.ReadText(recipe) : null;
        RecipeOutline? outline = text is not null ? RecipeOutline.Parse(text, recipe) : null;
        DiagnosisOptions options = outline is not null ? DiagnosisOptions.Of(outline) : new DiagnosisOptions();
        if (!File.Exists(flow))
        {
            if (text is null || outline is null)
                throw new RunException($"{path}: there is no run and no trace: a run directory has {RecipeName} or {FlowName}");
            return WithoutFlow(directory, text, outline, options);
        }

        DiagnosedRun run = DiagnosedRun.Read(isRun ? directory : path, options);
        return new RunFiles
        {
            Name = run.Subject.Name,
            Trace = run.Trace,
            Epochs = isRun ? RunDirectory.ReadMetrics(directory) : [],
            Record = run.Record,
            Recipe = text,
            Outline = outline,
            Findings = run.Findings,
            Unjudged = run.Verdict.Unjudged,
            Withdrawn = run.Verdict.Withdrawn,
            FindingNodes = Nodes(run.Subject, run.Verdict),
            Facts = run.Facts,
            Diagnosis = options,
            IsBeingWritten = isRun && RunDirectory.IsBeingWritten(directory),
            Step = run.Subject.Step,
        };
    }

    private static RunFiles WithoutFlow(string directory, string recipe, RecipeOutline outline, DiagnosisOptions options)
    {
        RunRecord? record = RunDirectory.ReadRecord(directory);
        IReadOnlyList<EpochMetrics> epochs = RunDirectory.ReadMetrics(directory);
        return new RunFiles
        {
            Name = record?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))),
            Trace = new Trace(new TraceHeader([], [], 0), []),
            Epochs = epochs,
            Record = record,
            Recipe = recipe,
            Outline = outline,
            Findings = [],
            FindingNodes = [],
            Diagnosis = options,
            IsBeingWritten = RunDirectory.IsBeingWritten(directory),
            Step = (epochs.Count > 0 ? epochs[^1].Step : 0) is var last && record is not null ? record.StepsMade(last) : last,
        };
    }

    private static JsonArray Nodes(FindingsSubject subject, Diagnosis.Verdict verdict)
    {
        JsonNode document = JsonNode.Parse(FindingsFile.Text(subject, verdict)) ?? throw new JsonException("findings are no JSON");
        return (JsonArray)document["findings"]!.DeepClone();
    }
}
