using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls to a least rate along a power.</summary>
public sealed record PolynomialScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "polynomial";

    /// <summary>The power: 0 or more. Default 1.</summary>
    [Option("The power.", Least = 0)]
    public double Power { get; init; } = 1;

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    [Option("The least rate.", Least = 0)]
    public double Least { get; init; }

    /// <summary>How long it takes. Default: the whole run.</summary>
    [Option("How long it takes.", Default = "the whole run")]
    public Duration? Over { get; init; }

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new PolynomialSchedule(rate, Length(Over, span, steps), Power, Least);
}
