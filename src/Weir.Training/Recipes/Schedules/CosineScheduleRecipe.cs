using Weir.Nn;

namespace Weir.Training;

/// <summary>Falls to a least rate along half a cosine.</summary>
public sealed record CosineScheduleRecipe : ScheduleRecipe
{
    /// <summary>The least rate: 0 or more. Default 0.</summary>
    public double Least { get; init; }

    /// <summary>How long it takes. Default: the whole run.</summary>
    public Duration? Over { get; init; }

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new CosineSchedule(rate, Length(Over, span, steps), Least);
}
