namespace Weir.Training;

/// <summary>When a run that no longer becomes better is ended.</summary>
public sealed record EarlyStoppingRecipe
{
    /// <summary>The metric. Default: the validation loss (of training, where there is no validation part).</summary>
    public Monitor Monitor { get; init; }

    /// <summary>Epochs without a better metric after which the run ends: 0 or more, 0 as 1. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much better counts as better: 0 or more. Default 0.</summary>
    public double Least { get; init; }

    /// <summary>Whether the network ends with the weights of its best epoch. Default true.</summary>
    public bool Restore { get; init; } = true;
}
