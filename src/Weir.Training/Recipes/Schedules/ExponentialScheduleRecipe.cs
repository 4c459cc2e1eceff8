using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls smoothly by a factor over every stretch.</summary>
public sealed record ExponentialScheduleRecipe : ScheduleRecipe
{
    /// <summary>What the rate is taken times: 0 or more. Default 0.9.</summary>
    public double Factor { get; init; } = 0.9;

    /// <summary>The stretch. Default 1 epoch.</summary>
    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new ExponentialSchedule(rate, Factor, Math.Max(1, Every.Steps(span)));
}
