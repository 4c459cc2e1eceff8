using Weir.Nn;

namespace Weir.Training;

/// <summary>The same rate throughout.</summary>
public sealed record ConstantScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) => new ConstantSchedule(rate);
}
