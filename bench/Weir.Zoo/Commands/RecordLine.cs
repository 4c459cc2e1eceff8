using System.Globalization;

namespace Weir.Zoo;

/// <summary>A record as a line for people.</summary>
internal static class RecordLine
{
    /// <summary>Case, seed, time, scores and what was found.</summary>
    public static string Of(CaseRecord record)
    {
        string scores = record.Test is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  train {record.Train,6:F3}  test {record.Test,6:F3}");
        if (record.Repair is { } repair)
            return string.Create(CultureInfo.InvariantCulture,
                $"{record.Case,-58} {record.Seed,3}  {record.Seconds,8:F3} s  {repair.Status,-12} {repair.Before,6:F3} → "
                    + $"{repair.After,6:F3}  cost {repair.Cost:F2}  {string.Join(" ", repair.Changes)}");
        string found = string.Join(", ", record.Findings
            .Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Severity} {finding.Code} at {finding.Step}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{record.Case,-58} {record.Seed,3}  {record.Seconds,8:F3} s{scores}  {(found.Length == 0 ? "nothing found" : found)}");
    }
}
