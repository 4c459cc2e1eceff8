using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Gathers what is known of a recipe: its pre-flight, and a run of it.</summary>
internal static class CaseReader
{
    /// <summary>Findings that say for what range of rates to look.</summary>
    private static readonly string[] s_ofRates =
    [
        "learning-rate-too-high", "learning-rate-too-low", "plateau", "non-finite", "oscillation", "units-died", "update-spike",
        "gradient-growth", "short-schedule", "no-gradient",
    ];

    /// <summary>What is known before the first step.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data that branches are trained with: its trial steps learn from no other.</param>
    /// <param name="ledger">What the pre-flight's samples are booked in.</param>
    /// <param name="cancel">Stops it.</param>
    public static RepairCase Before(Recipe recipe, DataSplit data, RepairLedger ledger, CancellationToken cancel = default)
    {
        PreflightReport report = Preflight.Check(recipe, new PreflightOptions { Data = data, Threads = 1, Cancel = cancel });
        // As many samples as the pre-flight takes at a time.
        long batch = report.Facts.Setup!.Batch, draw = Math.Min(data.Training.Count, Math.Max(new PreflightOptions().Samples, batch));
        ledger.BookPreflight(
            (report.Draws.Samples.Count * draw) + (((report.Trial?.Steps ?? 0) + (report.Rates?.Points.Count ?? 0)) * batch),
            report.Summary.MultiplyAdds);
        return new RepairCase
        {
            Recipe = recipe,
            Findings = report.Findings,
            Facts = report.Facts,
            Draws = report.Draws,
            CanMix = data.Training is { Tokens: null, Targets.Positions: 1 },
            InputShape = [.. Enumerable.Range(0, data.Training.InputShape.Rank).Select(axis => data.Training.InputShape[axis])],
        };
    }

    /// <summary>A run as it was when it was looked at, however far it has come since; null where its flow was not measured.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="look">The look.</param>
    /// <param name="recipe">The recipe, which says what it is judged by.</param>
    public static DiagnosedRun? At(string directory, Trial look, Recipe recipe) => File.Exists(Path.Combine(directory, "flow.jsonl"))
        ? DiagnosedRun.ReadUntil(directory, DiagnosisOptions.Of(recipe), look.Ended ? long.MaxValue : look.Step) : null;

    /// <summary>The same with what a run has shown.</summary>
    /// <param name="before">What was known before.</param>
    /// <param name="run">The run; null where its flow was not measured.</param>
    /// <param name="rates">What tests ranges of rates.</param>
    public static RepairCase After(RepairCase before, DiagnosedRun? run, RateTests rates)
    {
        if (run is null)
            return before;
        HashSet<string> told = [.. run.Findings.Concat(run.Verdict.Withdrawn).Select(finding => finding.Diagnostic.Name)];
        // What the run tells of counts as the run has it; what only a pre-flight sees is kept.
        RepairCase after = before with
        {
            Findings = Ranking.Of(run.Findings.Concat(before.Findings.Where(finding => told.Add(finding.Diagnostic.Name)))
                .Select(finding => finding with { Because = null, IsEither = false })),
            Trace = run.Trace,
        };
        return after.Findings.Any(finding => s_ofRates.Contains(finding.Diagnostic.Name))
            ? after with { Rates = rates.Of(before.Recipe) } : after;
    }
}
