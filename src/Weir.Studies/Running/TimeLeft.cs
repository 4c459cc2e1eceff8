namespace Weir.Studies;

/// <summary>How long a study still takes, from what runs of the same cells have taken.</summary>
internal static class TimeLeft
{
    private const string Seconds = "seconds";

    /// <summary>The time left; null before there is anything to go by.</summary>
    /// <param name="runs">The runs of the table, by whether they have ended.</param>
    /// <param name="trials">Runs that searches may still ask for.</param>
    /// <param name="yields">What the runs that have ended have yielded, by their names.</param>
    /// <param name="running">The runs that go on, each with the share of its steps that is made.</param>
    /// <param name="elapsed">Time since the work began.</param>
    /// <param name="workers">Runs side by side.</param>
    public static TimeSpan? Of(ILookup<bool, PlannedRun> runs, int trials, IReadOnlyDictionary<string, RunYield> yields,
        IEnumerable<(PlannedRun Run, double Share)> running, TimeSpan elapsed, int workers)
    {
        int left = runs[false].Count();
        Dictionary<string, double> shares = running.ToDictionary(entry => entry.Run.Name, entry => entry.Share);
        if (yields.Count == 0)
        {
            double made = shares.Values.Sum();
            return made > 0.01 ? elapsed * ((left + trials - made) / made) : null;
        }

        double mean = yields.Values.Average(yield => yield[Seconds] ?? 0);
        Dictionary<string, double> known = new(StringComparer.Ordinal);
        foreach (PlannedRun run in runs[true])
        {
            if (!known.ContainsKey(run.Cell.Name))
                known.Add(run.Cell.Name, yields[run.Name][Seconds] ?? mean);
        }

        double seconds = trials * mean;
        // The first seed of the cell that has ended tells how long the others take.
        foreach (PlannedRun run in runs[false])
            seconds += known.GetValueOrDefault(run.Cell.Name, mean) * (1 - shares.GetValueOrDefault(run.Name));
        return TimeSpan.FromSeconds(seconds / Math.Max(1, Math.Min(workers, left + trials)));
    }
}
