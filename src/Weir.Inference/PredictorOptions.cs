using Weir.Nn;
using Weir.Training;

namespace Weir.Inference;

/// <summary>How a <see cref="Predictor"/> works.</summary>
public sealed record PredictorOptions
{
    /// <summary>
    /// Threads that compute a batch. Default 1: the caller's own, which is best where calls come from many threads, as in a server. More
    /// are of use for large batches and for networks of images.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>What the recipe can name. Default: the parts of the library.</summary>
    public RecipeRegistry Registry { get; init; } = RecipeRegistry.BuiltIn;

    /// <summary>
    /// The network, where a program gave it to the run. It is used by one thread at a time. Default null: that of the recipe.
    /// </summary>
    public Module? Model { get; init; }
}
