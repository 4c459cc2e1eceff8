using System.Globalization;

namespace Weir.Zoo;

/// <summary>What went wrong, case by case.</summary>
internal static class MistakesSection
{
    /// <summary>The section as text.</summary>
    public static string Of(IReadOnlyList<Outcome> outcomes)
    {
        bool check = outcomes.All(outcome => outcome.Record.What == "check");
        Outcome[] suffering = [.. outcomes
            .Where(outcome => outcome.Case.Verdict == Verdict.Suffers && (!check || PreflightFaults.Holds(outcome.Case)))];
        return List("missed: suffers, and no warning or error", suffering.Where(outcome => !outcome.IsRaised))
            + List("the injected fault not among the first three", suffering.Where(outcome => outcome.IsRaised && outcome.Rank is 0 or > 3))
            + List("the injected fault second or third", suffering.Where(outcome => outcome.Rank is 2 or 3))
            + List("false alarms: healthy, and a warning or an error",
                outcomes.Where(outcome => outcome.Case.Verdict == Verdict.Trains && outcome.IsRaised))
            + List("trains anyway, and an error",
                outcomes.Where(outcome => outcome.Case.Verdict == Verdict.TrainsAnyway && outcome.IsError));
    }

    private static string List(string title, IEnumerable<Outcome> outcomes)
    {
        TextTable table = new();
        int count = 0;
        foreach (Outcome outcome in outcomes)
        {
            string found = string.Join("; ", outcome.Record.Findings.Select((finding, i) => string.Create(
                CultureInfo.InvariantCulture, $"{i + 1}. {finding.Severity} {finding.Code} [{string.Join(", ", finding.Faults)}] at "
                    + $"{finding.Step}{(finding.Layers.Count == 0 ? "" : $" in {string.Join(",", finding.Layers)}")}")));
            string test = outcome.Record.Test is { } score ? string.Create(CultureInfo.InvariantCulture,
                $"test {score:F3}{(outcome.Case.TwinTest is { } twin ? $" (healthy {twin:F3})" : "")}") : "";
            table.Row("  " + outcome.Case.Id, ">" + outcome.Record.Seed.ToString(CultureInfo.InvariantCulture), test, found.Length == 0
                ? "nothing found" : found);
            count++;
        }

        return $"{title}: {count}\n{table}";
    }
}
