using Weir.Tensors;

namespace Weir.Training;

/// <summary>When a run that no longer becomes better is ended.</summary>
public sealed record EarlyStoppingRecipe : IDeclaresOptions
{
    /// <summary>The metric. Default: the validation loss (of training, where there is no validation part).</summary>
    [Option("The metric; where there is no validation part, that of training.")]
    public Monitor Monitor { get; init; }

    /// <summary>Epochs without a better metric after which the run ends: 0 or more, 0 as 1. Default 10.</summary>
    [Option("Epochs without a better metric after which the run ends.", Least = 0, Most = 1_000_000)]
    public int Patience { get; init; } = 10;

    /// <summary>How much better counts as better: 0 or more. Default 0.</summary>
    [Option("How much better counts as better.", Least = 0)]
    public double Least { get; init; }

    /// <summary>Whether the network ends with the weights of its best epoch. Default true.</summary>
    [Option("Whether the network ends with the weights of its best epoch.")]
    public bool Restore { get; init; } = true;
}
