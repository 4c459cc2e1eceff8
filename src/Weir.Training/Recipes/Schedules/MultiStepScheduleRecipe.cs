using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls by a factor at chosen places.</summary>
public sealed record MultiStepScheduleRecipe : ScheduleRecipe
{
    /// <summary>The places, rising.</summary>
    public ValueList<Duration> At { get; init; } = [];

    /// <summary>What the rate is taken times: 0 or more. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new MultiStepSchedule(rate, [.. At.Select(place => place.Steps(span))], Factor);
}
