using System.Globalization;

namespace Weir.Zoo;

/// <summary>How well the findings fit a draw, with intervals.</summary>
internal static class DrawSection
{
    /// <summary>The section as text.</summary>
    public static string Of(long seed, IReadOnlyList<DrawnRun> runs)
    {
        DrawnRun[] sound = [.. runs.Where(run => run.IsSound)];
        DrawnRun[] suffering = [.. sound.Where(run => run.Suffers)], healthy = [.. sound.Where(run => run.Setup.Fault is null)];
        DrawnRun[] anyway = [.. sound.Where(run => run.Setup.Fault is not null && !run.Suffers)];
        TextTable table = new();
        table.Row(string.Create(CultureInfo.InvariantCulture, $"draw of seed {seed}"),
            $"{runs.Count} set-ups, {sound.Length} with a twin that learns");
        Row("suffering, raised by the end", suffering, run => run.Raised.Count > 0);
        Row("  the injected fault first", suffering, run => IsFirst(run, run.Found));
        Row("  among the first three", suffering, run => run.Found.Take(3).Any(finding => finding.Faults.Contains(run.Setup.Fault!)));
        Row("suffering, raised before the run", suffering, run => run.Checked.Any(finding => finding.IsRaised));
        Row("  the injected fault first", suffering, run => IsFirst(run, run.Checked));
        Row("healthy, with an alarm by the end", healthy, run => run.Raised.Count > 0);
        Row("healthy, with an alarm before the run", healthy, run => run.Checked.Any(finding => finding.IsRaised));
        Row("fault that does no harm, with an error by the end", anyway, run => run.Found.Any(finding => finding.IsError));
        return table.ToString();

        void Row(string name, DrawnRun[] among, Func<DrawnRun, bool> has) =>
            table.Row(name, new Share(among.Count(has), among.Length).ToString());
    }

    private static bool IsFirst(DrawnRun run, IReadOnlyList<FindingRecord> findings) =>
        findings.FirstOrDefault(finding => finding.IsRaised)?.Faults.Contains(run.Setup.Fault!) ?? false;
}
