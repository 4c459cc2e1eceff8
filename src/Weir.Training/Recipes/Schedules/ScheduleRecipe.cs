using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// How the rate goes over a run. A new schedule is a record in this folder that declares its options, and a line in
/// <see cref="ScheduleRecipes"/>.
/// </summary>
public abstract record ScheduleRecipe : IDeclaresOptions
{
    /// <summary>Its name in recipes, as in <c>cosine</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How long the rate rises before the schedule begins. Default: not at all.</summary>
    [Option("How long the rate rises before the schedule begins.")]
    public Duration WarmUp { get; init; }

    /// <summary>The share of the rate that the rise begins at, in [0, 1]. Default 0.</summary>
    [Option("The share of the rate that the rise begins at.", Least = 0, Most = 1)]
    public double WarmUpFrom { get; init; }

    /// <summary>
    /// The metric that its <see cref="AdaptiveSchedule"/> is told of at the end of each epoch; null for a schedule that goes by the step
    /// alone. Default null.
    /// </summary>
    public virtual Monitor? Metric => null;

    /// <summary>
    /// What it does to the rate as the run goes, as what follows "the rate"; null for a schedule that goes by the step alone. Default null.
    /// </summary>
    public virtual string? Response => null;

    /// <summary>Makes the schedule of a run, with its warm-up.</summary>
    /// <param name="rate">The optimizer's rate.</param>
    /// <param name="span">How long the run is.</param>
    public Schedule Build(double rate, RunSpan span)
    {
        long rise = WarmUp.Steps(span);
        Schedule schedule = Shape(rate, span, Math.Max(1, span.TotalSteps - rise));
        return rise > 0 ? new WarmUp(schedule, rise, WarmUpFrom) : schedule;
    }

    /// <summary>Makes the schedule behind the warm-up.</summary>
    /// <param name="rate">The optimizer's rate.</param>
    /// <param name="span">How long the run is.</param>
    /// <param name="steps">The steps behind the warm-up: 1 or more.</param>
    protected abstract Schedule Shape(double rate, RunSpan span, long steps);

    /// <summary>A length in steps: 1 or more, and the whole where none is given.</summary>
    /// <param name="duration">The length; null for the whole.</param>
    /// <param name="span">How long the run is.</param>
    /// <param name="whole">The whole.</param>
    protected static long Length(Duration? duration, RunSpan span, long whole) => Math.Max(1, duration?.Steps(span) ?? whole);
}
