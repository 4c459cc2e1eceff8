using Weir.Diagnosis;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What a run that has ended has lost of the files that it is judged by: without them it would yield something else.</summary>
internal static class RunLoss
{
    /// <summary>Throws where something is lost.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="evidence">What is there.</param>
    /// <exception cref="RunException">The lines of an epoch are not there; the message says what to do.</exception>
    public static void CheckMetrics(string directory, RunEvidence evidence)
    {
        if (evidence.Record.Last is { } last
            && (evidence.Epochs.Count < last.Epoch || evidence.Epochs is not [.., var end] || end.Step < last.Step))
            throw Lost(directory, $"{RunDirectory.MetricsName} has {evidence.Epochs.Count} of {last.Epoch} epochs");
    }

    /// <summary>The same of its trace and of what diagnosis knew of it.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="evidence">What is there.</param>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="isDiagnosed">Whether rules watched it.</param>
    /// <exception cref="RunException">A file is not there; the message says what to do.</exception>
    public static void CheckFlow(string directory, RunEvidence evidence, Recipe recipe, bool isDiagnosed)
    {
        if (!recipe.Flow.On || evidence.Record is { WithoutFlow: true } or { Steps: 0 })
            return;
        if (evidence.Trace is null)
            throw Lost(directory, $"{RunDirectory.FlowName} is not there");
        if (SampledSteps.Lacking(recipe, evidence.Trace.Samples, evidence.Record) is { } lacking)
            throw Lost(directory, lacking);
        if (isDiagnosed && !File.Exists(Path.Combine(directory, FactsFile.Name)))
            throw Lost(directory, $"{FactsFile.Name} is not there");
    }

    /// <summary>The same of a run that goes on.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="trainer">It.</param>
    /// <exception cref="RunException">Lines up to its checkpoint are not there; the message says what to do.</exception>
    public static void Check(string directory, Trainer trainer)
    {
        if (trainer.Lacking is [var lacking, ..])
            throw Lost(directory, lacking);
    }

    /// <summary>Reads what is left of a run: of what is damaged its own advice would not do, for a study wants all of it.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="read">Reads.</param>
    /// <exception cref="RunException">A file is damaged; the message says what to do.</exception>
    public static T Guard<T>(string directory, Func<T> read)
    {
        try
        {
            return read();
        }
        // Other errors of a run are of another kind, as that it is being written.
        catch (WeirException error) when (error is TraceException or FactsException or RunException { Remedy: not null })
        {
            throw Lost(directory, error.WithoutRemedy, error);
        }
    }

    /// <summary>
    /// Throws where a run that was begun, and has no result yet, has lost what rules go by. It is written beside the first steps, before
    /// what is found: a run that was killed earlier has neither, as one that was begun without rules, and both are made once more.
    /// </summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="record">How it went so far.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="RunException">It has; the message says what to do.</exception>
    public static void CheckFacts(string directory, RunRecord record, Recipe recipe)
    {
        string checkpoints = Path.Combine(directory, RunDirectory.CheckpointsName);
        // Before its first checkpoint a run begins anew.
        bool isOver = record.Status is "finished" or "nonFinite", isMeasured = recipe.Flow.On && !record.WithoutFlow;
        if (!isOver && isMeasured && !File.Exists(Path.Combine(directory, FactsFile.Name))
            && File.Exists(Path.Combine(directory, FindingsFile.Name)) && Directory.Exists(checkpoints)
            && FileException.Guard(checkpoints, "they cannot be listed", () => Directory.EnumerateFiles(checkpoints).Any()))
            throw Lost(directory, $"{FactsFile.Name} is not there");
    }

    private static RunException Lost(string directory, string what, Exception? behind = null) =>
        new($"{directory}: the run has lost what it is judged by: {what}. Remove {directory} to make the run again", behind!);
}
