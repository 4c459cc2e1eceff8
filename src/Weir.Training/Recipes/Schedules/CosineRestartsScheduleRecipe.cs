using Weir.Nn;

namespace Weir.Training;

/// <summary>Half cosines one after another.</summary>
public sealed record CosineRestartsScheduleRecipe : ScheduleRecipe
{
    /// <summary>How long the first is. Default 10 epochs.</summary>
    public Duration First { get; init; } = new(10, DurationUnit.Epochs);

    /// <summary>How many times as long each is as the one before: 1 or more. Default 1.</summary>
    public int Growth { get; init; } = 1;

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    public double Least { get; init; }

    private protected override Schedule Shape(double rate, RunSpan span, long steps) => new CosineRestartsSchedule(rate, Math.Max(1, First.Steps(span)), Growth, Least);
}
