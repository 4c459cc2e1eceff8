namespace Weir.Training;

/// <summary>
/// A whole experiment: data, model, loss, optimizer, budget and seed. It is what <c>recipes/*.yaml</c> hold
/// (<see cref="RecipeReader"/>, <see cref="RecipeWriter"/>), and can be written in C# as well.
/// </summary>
public sealed record Recipe
{
    /// <summary>The name of the run directory: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; default <c>run</c> (the file's name when read from a file).</summary>
    public string Name { get; init; } = "run";

    /// <summary>The seed of the first weights and of the order of samples. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What is learnt from. Default: the built-in digits.</summary>
    public DataRecipe Data { get; init; } = new();

    /// <summary>The layers, the one nearest to the input first; one or more.</summary>
    public required ValueList<LayerRecipe> Model { get; init; }

    /// <summary>The loss. Default cross-entropy.</summary>
    public Choice Loss { get; init; } = new("cross-entropy");

    /// <summary>What moves the parameters.</summary>
    public required OptimizerRecipe Optimizer { get; init; }

    /// <summary>Samples of a step: 1 or more. Default 32.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>How long to train. Default 10 epochs.</summary>
    public BudgetRecipe Budget { get; init; } = new();

    /// <summary>How the flow is measured. Default: at steps chosen by the recorder.</summary>
    public FlowRecipe Flow { get; init; } = new();

    /// <summary>Which checkpoints are kept.</summary>
    public CheckpointRecipe Checkpoints { get; init; } = new();

    /// <summary>Where the recipe was read; of no weight in comparisons.</summary>
    public RecipePlace Place { get; init; }
}
