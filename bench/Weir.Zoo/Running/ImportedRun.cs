using Weir.Diagnosis;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary>
/// A case that another framework has trained, judged by its trace: a folder CASE-SEED as <c>bench/zoo_pytorch.py</c> writes it.
/// </summary>
internal static class ImportedRun
{
    /// <summary>The record of a folder; one with an error where it holds no trace that can be read.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="cases">The case file, which the record names.</param>
    public static CaseRecord Read(string folder, string cases)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        int dash = name.LastIndexOf('-');
        if (dash < 1 || !long.TryParse(name[(dash + 1)..], out long seed))
            return new CaseRecord { Case = name, Seed = 0, Cases = cases, Error = $"{folder}: its name is not CASE-SEED" };
        CaseRecord record = new() { Case = name[..dash], Seed = seed, Cases = cases };
        try
        {
            DiagnosedRun run = DiagnosedRun.Read(folder);
            return record with
            {
                Findings = FindingRecord.Of(run.Findings, run.Subject.Header),
                Test = run.Record?.Last?.ValidationAccuracy ?? Floored(run.Record?.Last?.ValidationR2),
                Train = run.Record?.Last?.TrainingAccuracy,
                Steps = run.Record?.TotalSteps,
                Finite = run.Record?.Status != "nonFinite",
            };
        }
        catch (Exception error) when (error is WeirException or FormatException or IOException)
        {
            return record with { Error = error.Message };
        }
    }

    /// <summary>R² as the zoo has it: floored at −1, which a network that puts out no finite number has too.</summary>
    private static double? Floored(double? r2) => r2 is { } value ? double.IsFinite(value) ? Math.Max(-1, value) : -1 : null;
}
