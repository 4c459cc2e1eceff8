using System.Globalization;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Falls by a factor when a metric has not become better for a while.</summary>
public sealed record PlateauScheduleRecipe : ScheduleRecipe
{
    /// <inheritdoc/>
    public override string Name => "plateau";

    /// <summary>The metric. Default: the validation loss (of training, where there is no validation part).</summary>
    [Option("The metric; where there is no validation part, that of training.")]
    public Monitor Monitor { get; init; } = Monitor.ValidationLoss;

    /// <summary>What the rate is taken times, in [0, 1). Default 0.1.</summary>
    [Option("What the rate is taken times.", Least = 0, Most = 1, BelowMost = true)]
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without a better metric that are borne: 0 or more. Default 5.</summary>
    [Option("Epochs without a better metric that are borne.", Least = 0, Most = 1_000_000)]
    public int Patience { get; init; } = 5;

    /// <summary>How much better, as a share of the best, counts as better: 0 or more. Default 0.0001.</summary>
    [Option("How much better, as a share of the best, counts as better.", Least = 0)]
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Epochs after a fall that do not count: 0 or more. Default 0.</summary>
    [Option("Epochs after a fall that do not count.", Least = 0, Most = 1_000_000)]
    public int Rest { get; init; }

    /// <summary>The least rate: 0 or more. Default 0.</summary>
    [Option("The least rate.", Least = 0)]
    public double Least { get; init; }

    /// <inheritdoc/>
    public override Monitor? Metric => Monitor;

    /// <inheritdoc/>
    public override string? Response => string.Create(CultureInfo.InvariantCulture,
        $"is taken times {Factor} whenever the {Monitor.Name()} has not become better for more than "
            + $"{Patience} epoch{(Patience == 1 ? "" : "s")}");

    /// <inheritdoc/>
    protected override Schedule Shape(double rate, RunSpan span, long steps) =>
        new ReduceOnPlateau(rate, new PlateauOptions
        {
            Factor = Factor,
            Patience = Patience,
            Threshold = Threshold,
            Rest = Rest,
            Least = Least,
            Larger = Monitor.IsLargerBetter()
        });
}
