using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Diagnosis;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What a run of a study has yielded; <c>result.json</c> of its directory. A run that has one is done.</summary>
public sealed record RunYield
{
    /// <summary>The file's name in the run directory.</summary>
    public const string FileName = "result.json";

    // The square of the largest number of float32, which losses and norms are.
    private const double MostValue = 1e77;

    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary><c>finished</c>, or <c>nonFinite</c> where the loss was no longer finite: that is a result too.</summary>
    public required string Status { get; init; }

    /// <summary>Steps made.</summary>
    public required long Steps { get; init; }

    /// <summary>The step whose loss, update or validation was not finite; null where all were, or in results that do not tell it.</summary>
    public long? FailedStep { get; init; }

    /// <summary>Whether it beat the trivial predictor by the study's margin.</summary>
    public required bool Trained { get; init; }

    /// <summary>The accuracy of always answering the most frequent class; null for values.</summary>
    public double? Chance { get; init; }

    /// <summary>What steps and seconds to a target were counted to; null in results that do not tell it.</summary>
    public double? Target { get; init; }

    /// <summary>By how much a run that trains was to beat the trivial predictor; null in results that do not tell it.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether rules watched the run, as the study had it; null in results that do not tell it.</summary>
    public bool? Watched { get; init; }

    /// <summary>Measures by name; those that the run does not have are left out.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>Codes of the errors and warnings that diagnosis found.</summary>
    public IReadOnlyList<string> Findings { get => field ?? []; init; } = [];

    /// <summary>Its layers with weights, the one nearest to the input first; none where the flow was not measured.</summary>
    public IReadOnlyList<LayerYield> Layers { get => field ?? []; init; } = [];

    /// <summary>Whether its loss was no longer finite.</summary>
    [JsonIgnore]
    public bool Diverged => Status == "nonFinite";

    /// <summary>The step at which it diverged, where it did: the one after its last where the result does not tell.</summary>
    [JsonIgnore]
    public long DivergedAt => FailedStep ?? Steps + 1;

    /// <summary>A measure; null where the run has none.</summary>
    /// <param name="measure">Its name.</param>
    public double? this[string measure] => Values.TryGetValue(measure, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>What a run has yielded.</summary>
    /// <param name="run">What is known of it.</param>
    /// <param name="name">Its name.</param>
    public static RunYield Of(RunEvidence run, string name)
    {
        Dictionary<string, double> values = [];
        foreach (Measure measure in MeasureList.All)
        {
            if (measure.Of(run) is { } value)
                values[measure.Name] = value;
        }

        return new RunYield
        {
            Run = name,
            Status = run.Record.Status,
            Steps = run.Record.Steps,
            FailedStep = run.Record.FailedStep,
            Trained = MeasureList.Trains(run),
            Chance = run.Chance,
            Target = run.Target,
            Margin = run.Margin,
            Values = values,
            Layers = LayerYield.Of(run),
            Findings = [.. run.Findings.Where(finding => finding.Severity != Severity.Information)
                .Select(finding => finding.Diagnostic.Code).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Reads the result of a run; null where there is none yet.</summary>
    /// <param name="directory">The run directory.</param>
    /// <exception cref="RunException">The file is damaged; the message names it.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static RunYield? Read(string directory)
    {
        string file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
            return null;
        byte[] content = FileException.Guard(file, "it cannot be read", () => WholeFile.Read(DiskFiles.Instance, file));
        // The machine went out before the disk had it.
        if (content.Length == 0)
            return null;
        RunYield? yield = Damage.Read(() => Checked(JsonText.Read(content, StudyJson.Default.RunYield)), (_, error) =>
            new RunException($"{file}: damaged: it holds no result of a run. Remove the file, and the study works it out again", error));
        string own = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        return yield is { Run.Length: > 0 } && yield.Run != own ? throw new RunException($"{file}: it is the result of another run, "
            + $"'{yield.Run}'. Remove the file, and the study works it out again") : yield;
    }

    /// <summary>The same by the target and the margin that a study has now: where they were others, from the run's metrics.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="study">The study.</param>
    /// <exception cref="RunException">The same, or the metrics are not there in full.</exception>
    /// <exception cref="FileException">A file cannot be read.</exception>
    internal static RunYield? Read(string directory, Study study)
    {
        RunYield? yield = Read(directory);
        // It was made before the study asked how fast networks answer.
        if (yield is { Diverged: false } && study.IsTimed && yield[Study.TestSeconds] is null)
            return null;
        if (yield is null || (yield.Target == study.Target && yield.Margin == study.Margin))
            return yield;
        // A version before did not tell, and what is left of its run may be the result alone.
        if (yield.Target is null && !File.Exists(Path.Combine(directory, RunDirectory.MetricsName)))
            return yield;
        RunEvidence evidence = RunEvidence.Read(directory) with { Chance = yield.Chance, Target = study.Target, Margin = study.Margin };
        RunLoss.CheckMetrics(directory, evidence);
        Dictionary<string, double> values = new(yield.Values);
        foreach (Measure measure in MeasureList.All.Where(measure => measure.IsOfStudy))
        {
            values.Remove(measure.Name);
            if (measure.Of(evidence) is { } value)
                values[measure.Name] = value;
        }

        return yield with { Target = study.Target, Margin = study.Margin, Trained = MeasureList.Trains(evidence), Values = values };
    }

    /// <summary>Refuses what no run yields: sums and squares of it would no longer be numbers.</summary>
    private static RunYield? Checked(RunYield? read) =>
        read is null || (read.Steps >= 0 && read.Values.Values.All(value => !double.IsFinite(value) || Math.Abs(value) <= MostValue)) ? read
            : throw new InvalidDataException("steps below 0, or a value that no measure has");

    /// <summary>Writes the result; a reader sees none, or the whole of it. It can be worked out again from the run.</summary>
    internal void Write(string directory) => WholeFile.WriteDerived(Path.Combine(directory, FileName),
        JsonSerializer.Serialize(this, StudyJson.Default.RunYield) + "\n");
}
