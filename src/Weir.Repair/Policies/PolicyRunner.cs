using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// Learns a policy of augmentation for a recipe: which random changes of its samples, and how strong, let it do better on samples that it
/// has not learnt from (AutoAugment; Cubuk et al., 2019). Single changes at a usual strength are tried first, for a while, the best of
/// them longer (successive halving), then stronger and weaker, then together. What is best by one part of the samples is proved by another,
/// on fresh seeds, beside the recipe as it is; where nothing is better, that is what it says.
/// </summary>
public static class PolicyRunner
{
    /// <summary>Looks for a policy. The runs that there are in the search's folder are kept and gone on with.</summary>
    /// <param name="request">The recipe. A run of it is not used.</param>
    /// <param name="options">How. Default <see cref="PolicyOptions"/>.</param>
    /// <param name="observer">Is told of it as it goes, or null.</param>
    /// <param name="cancel">Stops it; everything is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="RecipeException">The recipe does not fit itself or its data.</exception>
    /// <exception cref="ShapeException">Its layers do not fit each other or the samples.</exception>
    /// <exception cref="AllocationException">There is no memory for the recipe as it is.</exception>
    /// <exception cref="DataException">
    /// The data cannot be read, has samples that no augmentation fits, or leaves none to choose and to judge by.
    /// </exception>
    /// <exception cref="RunException">
    /// The name cannot be used; the folder holds the search of another recipe, of other data or with another seed; or a file in it is
    /// damaged.
    /// </exception>
    /// <exception cref="FileException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PolicyResult Run(RepairRequest request, PolicyOptions? options = null, IRepairObserver? observer = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        options ??= new PolicyOptions();
        options.Check();
        return new PolicySearching(request, options, observer, cancel).Run();
    }
}
