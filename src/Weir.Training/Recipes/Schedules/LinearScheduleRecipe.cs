using Weir.Nn;

namespace Weir.Training;

/// <summary>Goes in a straight line from one share of the rate to another.</summary>
public sealed record LinearScheduleRecipe : ScheduleRecipe
{
    /// <summary>The first share: 0 or more. Default 1.</summary>
    public double From { get; init; } = 1;

    /// <summary>The last share: 0 or more. Default 0.</summary>
    public double To { get; init; }

    /// <summary>How long it takes. Default: the whole run.</summary>
    public Duration? Over { get; init; }

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new LinearSchedule(rate, Length(Over, span, steps), From, To);
}
