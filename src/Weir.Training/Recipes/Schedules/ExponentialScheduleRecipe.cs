using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls smoothly by a factor over every stretch.</summary>
public sealed record ExponentialScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <summary>What the rate is taken times: 0 or more. Default 0.9.</summary>
    [Option("What the rate is taken times.", Least = 0)]
    public double Factor { get; init; } = 0.9;

    /// <summary>The stretch. Default 1 epoch.</summary>
    [Option("The stretch.")]
    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new ExponentialSchedule(rate, Factor, Math.Max(1, Every.Steps(span)));
}
