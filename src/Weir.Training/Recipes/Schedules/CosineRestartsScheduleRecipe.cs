using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Half cosines one after another.</summary>
public sealed record CosineRestartsScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "cosine-restarts";

    /// <summary>How long the first is. Default 10 epochs.</summary>
    [Option("How long the first is.")]
    public Duration First { get; init; } = new(10, DurationUnit.Epochs);

    /// <summary>How many times as long each is as the one before: 1 or more. Default 1.</summary>
    [Option("How many times as long each is as the one before.", Least = 1, Most = 100)]
    public int Growth { get; init; } = 1;

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    [Option("The least rate.", Least = 0)]
    public double Least { get; init; }

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new CosineRestartsSchedule(rate, Math.Max(1, First.Steps(span)), Growth, Least);
}
