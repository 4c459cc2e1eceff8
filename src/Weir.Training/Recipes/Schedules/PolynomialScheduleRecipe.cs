using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls to a least rate along a power.</summary>
public sealed record PolynomialScheduleRecipe : ScheduleRecipe
{
    /// <summary>The power: 0 or more. Default 1.</summary>
    public double Power { get; init; } = 1;

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    public double Least { get; init; }

    /// <summary>How long it takes. Default: the whole run.</summary>
    public Duration? Over { get; init; }

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new PolynomialSchedule(rate, Length(Over, span, steps), Power, Least);
}
