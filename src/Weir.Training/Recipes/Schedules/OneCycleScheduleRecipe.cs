using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Rises to the rate and falls far below, each along half a cosine.</summary>
public sealed record OneCycleScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "one-cycle";

    /// <summary>The share of the steps in which the rate rises, in (0, 1). Default 0.3.</summary>
    [Option("The share of the steps in which the rate rises.", Least = 0, AboveLeast = true, Most = 1, BelowMost = true)]
    public double Rise { get; init; } = 0.3;

    /// <summary>The largest rate over the first: above 0. Default 25.</summary>
    [Option("The largest rate over the first.", Least = 0, AboveLeast = true)]
    public double Start { get; init; } = 25;

    /// <summary>The first rate over the last: above 0. Default 10,000.</summary>
    [Option("The first rate over the last.", Least = 0, AboveLeast = true)]
    public double End { get; init; } = 10000;

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new OneCycleSchedule(rate, Math.Max(2, steps), Rise, Start, End);
}
