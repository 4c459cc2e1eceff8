using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls by a factor every so often.</summary>
public sealed record StepScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "step";

    /// <summary>From one fall to the next. Default 10 epochs.</summary>
    [Option("From one fall to the next.")]
    public Duration Every { get; init; } = new(10, DurationUnit.Epochs);

    /// <summary>What the rate is taken times: 0 or more. Default 0.1.</summary>
    [Option("What the rate is taken times.", Least = 0)]
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new StepSchedule(rate, Math.Max(1, Every.Steps(span)), Factor);
}
