using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls by a factor at chosen places.</summary>
public sealed record MultiStepScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "multi-step";

    /// <summary>The places, rising.</summary>
    [Option("The places, rising.", Required = true)]
    public ValueList<Duration> At { get; init; } = [];

    /// <summary>What the rate is taken times: 0 or more. Default 0.1.</summary>
    [Option("What the rate is taken times.", Least = 0)]
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new MultiStepSchedule(rate, [.. At.Select(place => place.Steps(span))], Factor);
}
