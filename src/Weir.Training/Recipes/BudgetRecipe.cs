using Weir.Tensors;

namespace Weir.Training;

/// <summary>How long to train: epochs or steps, one of the two. Default: 10 epochs.</summary>
public sealed record BudgetRecipe : IDeclaresOptions
{
    /// <summary>The epochs when nothing is given: 10.</summary>
    public const int DefaultEpochs = 10;

    /// <summary>Passes over the training part, or null.</summary>
    [Option("Passes over the training part; this or steps.", Least = 1, Default = "10, where no steps are given")]
    public int? Epochs { get; init; }

    /// <summary>Steps, or null.</summary>
    [Option("Steps; this or epochs.", Least = 1)]
    public long? Steps { get; init; }

    /// <summary>
    /// Minutes after which training ends, counted from its start or from when it was resumed; null for as long as the steps take.
    /// </summary>
    [Option("Minutes after which training ends, whatever steps are left.", Least = 0, AboveLeast = true)]
    public double? Minutes { get; init; }

    /// <summary>The steps in all.</summary>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    public long TotalSteps(int stepsPerEpoch) => Steps ?? (long)(Epochs ?? DefaultEpochs) * stepsPerEpoch;
}
