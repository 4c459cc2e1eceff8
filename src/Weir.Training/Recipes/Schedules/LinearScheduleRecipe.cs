using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Goes in a straight line from one share of the rate to another.</summary>
public sealed record LinearScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <summary>The first share: 0 or more. Default 1.</summary>
    [Option("The first share.", Least = 0)]
    public double From { get; init; } = 1;

    /// <summary>The last share: 0 or more. Default 0.</summary>
    [Option("The last share.", Least = 0)]
    public double To { get; init; }

    /// <summary>How long it takes. Default: the whole run.</summary>
    [Option("How long it takes.", Default = "the whole run")]
    public Duration? Over { get; init; }

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new LinearSchedule(rate, Length(Over, span, steps), From, To);
}
