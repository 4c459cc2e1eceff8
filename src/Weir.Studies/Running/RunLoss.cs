using Weir.Diagnosis;
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
        catch (RunException error) when (error.Advice is not null)
        {
            throw Lost(directory, error.WithoutAdvice, error);
        }
    }

    private static RunException Lost(string directory, string what, Exception? behind = null) =>
        new($"{directory}: the run has lost what it is judged by: {what}. Remove {directory} to make the run again", behind!);
}
