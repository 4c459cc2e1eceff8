using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>What moves the parameters: an optimizer, by its options.</summary>
/// <param name="Settings">Its options, which also name it.</param>
public sealed record OptimizerRecipe(OptimizerOptions Settings)
{
    /// <summary>Its name in recipes.</summary>
    public string Name => Settings.Name;

    /// <summary>Makes the optimizer of a model.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="links">What is done to the gradients, behind the links of the settings. Default: nothing.</param>
    /// <param name="seed">The seed of links that draw random numbers. Default 1.</param>
    public Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1) =>
        (Settings with { Links = [.. Settings.Links, .. links ?? []], Seed = seed }).Build(model, backend);
}
