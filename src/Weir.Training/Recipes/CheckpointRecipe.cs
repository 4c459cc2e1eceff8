using Weir.Tensors;

namespace Weir.Training;

/// <summary>Which checkpoints a run keeps. One is written at its end and when it is interrupted in any case.</summary>
public sealed record CheckpointRecipe : IDeclaresOptions
{
    /// <summary>Epochs from one checkpoint to the next: 1 or more. Default 1.</summary>
    [Option("Epochs from one checkpoint to the next.", Least = 1)]
    public int Every { get; init; } = 1;

    /// <summary>Steps from one checkpoint to the next, besides those at the end of epochs; null for none.</summary>
    [Option("Steps from one checkpoint to the next, besides those at the end of epochs.", Least = 1)]
    public long? EverySteps { get; init; }

    /// <summary>How many of the last are kept: 1 or more. Default 2.</summary>
    [Option("How many of the last are kept.", Least = 1)]
    public int Keep { get; init; } = 2;

    /// <summary>Whether the best by validation is kept as well. Default true.</summary>
    [Option("Whether the best by validation is kept as well.")]
    public bool Best { get; init; } = true;
}
