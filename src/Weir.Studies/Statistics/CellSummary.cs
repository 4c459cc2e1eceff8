namespace Weir.Studies;

/// <summary>What the seeds of a cell say of one measure together.</summary>
public sealed record CellSummary
{
    /// <summary>Runs that have ended.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Those of them that diverged, if the measure says nothing of such a run but that it is the worst; else 0, as of sizes of which none
    /// is better: there such a run has no value.
    /// </summary>
    public required int Diverged { get; init; }

    /// <summary>Runs that have a value: of steps to a target, those that reached it.</summary>
    public required int Known { get; init; }

    /// <summary>Whether some runs have a value and others, though they did not diverge, have none.</summary>
    public bool IsPartial => Diverged == 0 && Known > 0 && Known < Count;

    /// <summary>The mean over the runs that have a value; null where none has.</summary>
    public double? Mean { get; init; }

    /// <summary>
    /// The 95 % interval of the mean; null with fewer than two values, or where runs diverge or have none, so that a mean over the rest
    /// would flatter. Of a share of the runs it is Wilson's, of all of them.
    /// </summary>
    public Interval? Interval { get; init; }

    /// <summary>The median, runs that diverge counted as the worst; null where that is one that diverged.</summary>
    public double? Median { get; init; }

    /// <summary>
    /// What stands for the cell: the mean, or where runs diverged the median, since a mean over the rest would flatter; null where there is
    /// none.
    /// </summary>
    public double? Centre => Diverged > 0 ? Median : Mean;

    /// <summary>The summary of a measure.</summary>
    /// <param name="yields">What the seeds have yielded.</param>
    /// <param name="measure">The measure.</param>
    public static CellSummary Of(IReadOnlyList<RunYield> yields, Measure measure)
    {
        double[] values = [.. yields.Select(measure.ValueOf).OfType<double>()];
        int diverged = measure.HigherIsBetter is null ? 0 : yields.Count(measure.IsLostBy);
        return new CellSummary
        {
            Count = yields.Count,
            Diverged = diverged,
            Known = values.Length,
            Mean = values.Length > 0 ? values.Average() : null,
            Interval = measure.CountsRuns && values.Length > 0 ? WilsonInterval.Of((int)values.Sum(), values.Length)
                : diverged == 0 && values.Length == yields.Count ? StudentInterval.Of(values) : null,
            // Whether it trained is known of a run that diverged as well.
            Median = measure.CountsRuns && values.Length > 0 ? values.Average() : MedianOf(yields, measure),
        };
    }

    private static double? MedianOf(IReadOnlyList<RunYield> yields, Measure measure)
    {
        double worst = measure.HigherIsBetter == true ? double.NegativeInfinity : double.PositiveInfinity;
        double[] values = [.. yields.Select(yield => measure.HigherIsBetter is not null && measure.IsLostBy(yield) ? worst
            : measure.ValueOf(yield) ?? double.NaN).Where(value => !double.IsNaN(value)).Order()];
        if (values.Length == 0)
            return null;
        double median = values.Length % 2 == 1 ? values[values.Length / 2]
            : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
        return double.IsFinite(median) ? median : null;
    }
}
