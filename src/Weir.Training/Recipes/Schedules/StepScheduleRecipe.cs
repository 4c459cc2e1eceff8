using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls by a factor every so often.</summary>
public sealed record StepScheduleRecipe : ScheduleRecipe
{
    /// <summary>From one fall to the next. Default 10 epochs.</summary>
    public Duration Every { get; init; } = new(10, DurationUnit.Epochs);

    /// <summary>What the rate is taken times: 0 or more. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new StepSchedule(rate, Math.Max(1, Every.Steps(span)), Factor);
}
