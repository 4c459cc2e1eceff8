using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls as 1/t.</summary>
public sealed record InverseTimeScheduleRecipe : ScheduleRecipe
{
    /// <summary>How fast: 0 or more. Default 1.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>What counts as one. Default 1 epoch.</summary>
    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new InverseTimeSchedule(rate, Decay, Math.Max(1, Every.Steps(span)));
}
