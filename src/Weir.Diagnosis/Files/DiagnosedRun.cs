using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>A run on disk, finished or going on, with what is found in it.</summary>
public sealed record DiagnosedRun
{

    /// <summary>What the findings are of.</summary>
    public required FindingsSubject Subject { get; init; }

    /// <summary>All that is said of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The trace that was judged.</summary>
    public required Trace Trace { get; init; }

    /// <summary>What was found, ranked: each cause followed by its consequences.</summary>
    public IReadOnlyList<Finding> Findings => Verdict.Findings;

    /// <summary>
    /// What is known besides the trace; null where there is no <c>facts.json</c>, so that rules that need facts are silent.
    /// </summary>
    public RunFacts? Facts { get; init; }

    /// <summary>How the run went, as <c>run.json</c> says; null for a bare trace.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>Whether there is a trace at <see cref="Read"/>'s path: a run directory, or a trace's file.</summary>
    /// <param name="path">A directory or a file.</param>
    public static bool IsRun(string path) => File.Exists(path) || File.Exists(Path.Combine(path, RunDirectory.FlowName))
        || File.Exists(Path.Combine(path, RunDirectory.RecipeName));

    /// <summary>
    /// Replays a run: a directory with <c>flow.jsonl</c> and, where they are, <c>metrics.jsonl</c>, <c>facts.json</c>, <c>run.json</c> and
    /// <c>recipe.yaml</c>; or the file of a trace, of this or another program.
    /// </summary>
    /// <param name="path">The directory or file.</param>
    /// <param name="options">Severities and thresholds. Default: what the run's recipe says.</param>
    /// <exception cref="WeirException">A file is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no trace.</exception>
    public static DiagnosedRun Read(string path, DiagnosisOptions? options = null) => ReadUntil(path, options, long.MaxValue);

    /// <summary>The same as it was when the run stood at a step: what came behind it is left out.</summary>
    /// <param name="path">The directory or file.</param>
    /// <param name="options">Severities and thresholds; null for what the run's recipe says.</param>
    /// <param name="until">The step.</param>
    internal static DiagnosedRun ReadUntil(string path, DiagnosisOptions? options, long until)
    {
        bool bare = File.Exists(path);
        // The trace of a run directory stands for the run.
        string? directory = !bare ? path
            : Path.GetFileName(path) == RunDirectory.FlowName ? Path.GetDirectoryName(Path.GetFullPath(path))! : null;
        string flow = bare ? path : Path.Combine(path, RunDirectory.FlowName);
        if (!File.Exists(flow))
            throw new RunException($"{path}: there is no {RunDirectory.FlowName} to diagnose: its flow was not measured, or it has not "
                + "begun");
        Trace trace = TraceReader.Read(flow);
        if (trace.Samples.Count > 0 && trace.Samples[^1].Step > until)
            trace = trace with { Samples = [.. trace.Samples.TakeWhile(sample => sample.Step <= until)] };
        RunFacts? facts = null;
        RunRecord? record = null;
        IReadOnlyList<EpochMetrics> epochs = [];
        if (directory is not null)
        {
            string factsFile = Path.Combine(directory, FactsFile.Name), recipeFile = Path.Combine(directory, RunDirectory.RecipeName);
            facts = File.Exists(factsFile) ? FactsFile.Read(factsFile) : null;
            if (facts?.Network?.SymmetricLayers.Any(layer => layer >= trace.Header.Layers.Count) == true)
                throw FactsFile.Damaged($"{factsFile}: damaged: it names layers that the trace does not have");
            record = RunDirectory.ReadRecord(directory);
            epochs = [.. RunDirectory.ReadMetrics(directory).TakeWhile(epoch => epoch.Step <= until)];
            if (options is null && File.Exists(recipeFile))
                options = DiagnosisOptions.Of(RecipeOutline.Read(recipeFile));
        }

        EndFacts? end = record is { Status: not "running" } && record.Steps <= until
            ? new EndFacts(record.Status == "nonFinite", record.Steps) { Restored = record.Restored is not null }
            : until < long.MaxValue ? new EndFacts(NonFinite: false, until) : null;
        long step = Math.Max(trace.Samples.Count > 0 ? trace.Samples[^1].Step : 0, epochs.Count > 0 ? epochs[^1].Step : 0);
        return new DiagnosedRun
        {
            Subject = new FindingsSubject(record?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), flow,
                Math.Min(until, record?.StepsMade(step) ?? step), trace.Header),
            Verdict = Diagnosis.VerdictOf(trace, epochs, facts, end, options),
            Trace = trace,
            Facts = facts,
            Record = record,
        };
    }
}
