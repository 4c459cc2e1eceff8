using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Runs that are there already, side by side: in what their recipes differ, and what they yielded.</summary>
public sealed record RunComparison
{
    /// <summary>The measures that are compared.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        "accuracy", "best-accuracy", "test-accuracy", "fit", "loss", "training-loss", "parameters", "steps", "seconds",
        "attenuation-start", "attenuation-middle", "attenuation-end", "decades-start", "decades-end", "starved", "dead", "saturated",
            "update-ratio", "noise",
    ];

    /// <summary>The runs.</summary>
    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    /// <summary>The keys in which their recipes differ.</summary>
    public required IReadOnlyList<RecipeDifference> Differences { get; init; }

    /// <summary>The measures that at least one of the runs has.</summary>
    public IReadOnlyList<Measure> Known =>
        [.. Measures.Select(name => MeasureList.Find(name)!).Where(measure => Runs.Any(run => run.Yield[measure.Name] is not null))];

    /// <summary>A run.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Record">How it went.</param>
    /// <param name="Yield">What it yielded.</param>
    /// <param name="Trace">Its flow; null where it was not measured.</param>
    /// <param name="Findings">What diagnosis found, ranked.</param>
    public sealed record ComparedRun(string Name, RunRecord Record, RunYield Yield, Trace? Trace, IReadOnlyList<Finding> Findings);

    /// <summary>Reads runs.</summary>
    /// <param name="directories">Two run directories or more.</param>
    /// <exception cref="RunException">There is no run that has begun.</exception>
    /// <exception cref="RecipeException">A recipe cannot be read.</exception>
    public static RunComparison Read(IReadOnlyList<string> directories)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(directories.Count, 2, nameof(directories));
        return new RunComparison
        {
            Runs = [.. directories.Zip(NamesOf(directories), ReadRun)],
            Differences = RecipeDifference.OfDocuments([.. directories.Select(ReadRecipe)], RecipeRegistry.BuiltIn),
        };
    }

    private static RecipeDocument ReadRecipe(string directory)
    {
        string file = Path.Combine(directory, RunDirectory.RecipeName);
        try
        {
            return RecipeDocument.Of(RecipeReader.ReadKept(file));
        }
        catch (UnknownPartsException)
        {
            // The program that has the parts wrote it without defaults, as any run's is: it can be compared as it stands.
            return RecipeDocument.Read(file);
        }
    }

    // Runs of one name, as of two studies, are told apart by their paths.
    private static string[] NamesOf(IReadOnlyList<string> directories)
    {
        string[] names = [.. directories.Select(directory =>
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))))];
        return [.. names.Select((name, i) => names.Count(each => each == name) > 1
            ? Path.TrimEndingDirectorySeparator(directories[i]) : name)];
    }

    private static ComparedRun ReadRun(string directory, string name)
    {
        RunEvidence evidence = RunEvidence.Read(directory);
        if (evidence.Trace is not null)
            evidence = evidence with { Findings = DiagnosedRun.Read(directory).Findings };
        return new ComparedRun(name, evidence.Record, RunYield.Of(evidence, name), evidence.Trace, evidence.Findings);
    }
}
