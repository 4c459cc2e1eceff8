namespace Weir.Studies;

/// <summary>Something that is told of a run by one number.</summary>
/// <param name="Name">Its name, as in <c>attenuation-start</c>.</param>
/// <param name="Title">The heading of its column.</param>
/// <param name="Unit">Its unit, or nothing.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Of">The number of a run; null where the run has none.</param>
public sealed record Measure(string Name, string Title, string Unit, string Description, Func<RunEvidence, double?> Of)
{
    /// <summary>Which way is better; null where neither is.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>How it is written.</summary>
    public MeasureForm Form { get; init; } = MeasureForm.Plain;

    /// <summary>
    /// Whether it says of a run that diverged what it says of any other, as its share of runs that diverged and its flow at the start do.
    /// Default false: what such a run reached says nothing.
    /// </summary>
    public bool HoldsWhereDiverged { get; init; }

    /// <summary>
    /// Whether the trivial predictor has a known value of it, so that what never beat that is marked: accuracies, and the share of the
    /// variance.
    /// </summary>
    public bool TellsOfChance { get; init; }

    /// <summary>What two cells must have in common for it to be compared. Default: nothing.</summary>
    internal MeasureGrounds Grounds { get; init; }

    /// <summary>Whether it is a time, which differs when a run is repeated.</summary>
    public bool IsTime { get; init; }

    /// <summary>Whether it depends on the study's target or margin, and not on the run alone.</summary>
    internal bool IsOfStudy { get; init; }

    /// <summary>What a run must have to have it. Default: nothing.</summary>
    internal MeasureNeeds Needs { get; init; }

    /// <summary>The value that a run is compared by; null where it has none.</summary>
    internal double? ValueOf(RunYield yield) => IsLostBy(yield) ? null : yield[Name];

    /// <summary>Whether a run diverged and the measure says nothing of it for that.</summary>
    internal bool IsLostBy(RunYield yield) => yield.Diverged && !HoldsWhereDiverged;

    /// <summary>Whether it is 1 or 0 of a run, so that of several it is how many of them.</summary>
    internal bool CountsRuns { get; init; }
}

/// <summary>How the numbers of a measure are written.</summary>
public enum MeasureForm
{
    /// <summary>Three digits.</summary>
    Plain,

    /// <summary>A share, in percent; differences in points.</summary>
    Share,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>With its sign.</summary>
    Signed,
}
