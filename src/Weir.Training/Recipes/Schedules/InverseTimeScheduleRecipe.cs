using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls as 1/t.</summary>
public sealed record InverseTimeScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "inverse-time";

    /// <summary>How fast: 0 or more. Default 1.</summary>
    [Option("How fast.", Least = 0)]
    public double Decay { get; init; } = 1;

    /// <summary>What counts as one. Default 1 epoch.</summary>
    [Option("What counts as one.")]
    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new InverseTimeSchedule(rate, Decay, Math.Max(1, Every.Steps(span)));
}
