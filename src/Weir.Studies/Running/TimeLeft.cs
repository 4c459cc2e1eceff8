namespace Weir.Studies;

/// <summary>How long a study still takes, from what runs of the same cells have taken.</summary>
internal static class TimeLeft
{
    private const string Seconds = "seconds";

    /// <summary>The time left; null before there is anything to go by.</summary>
    public static TimeSpan? Of(
        IReadOnlyList<PlannedRun> left, int trials, IReadOnlyDictionary<string, RunYield> yields,
            IEnumerable<(PlannedRun Run, double Share)> running, TimeSpan elapsed, int workers)
    {
        Dictionary<string, double> shares = running.ToDictionary(entry => entry.Run.Name, entry => entry.Share);
        if (yields.Count == 0)
        {
            double made = shares.Values.Sum();
            return made > 0.01 ? elapsed * ((left.Count + trials - made) / made) : null;
        }

        double mean = yields.Values.Average(yield => yield[Seconds] ?? 0);
        Dictionary<string, double> known = [];
        foreach (RunYield yield in yields.Values)
            known.TryAdd(CellOf(yield.Run), yield[Seconds] ?? mean);
        double seconds = trials * mean;
        // The first seed of the cell that has ended tells how long the others take.
        foreach (PlannedRun run in left)
            seconds += known.GetValueOrDefault(CellOf(run.Name), mean) * (1 - shares.GetValueOrDefault(run.Name));
        return TimeSpan.FromSeconds(seconds / Math.Max(1, Math.Min(workers, left.Count + trials)));
    }

    private static string CellOf(string run) => run[..Math.Max(0, run.LastIndexOf(".s", StringComparison.Ordinal))];
}
