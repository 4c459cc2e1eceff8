using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>What moves the parameters. A new one is a record with its form in this folder and a line in <c>OptimizerForms</c>.</summary>
public abstract record OptimizerRecipe
{
    /// <summary>Its name in recipes.</summary>
    public abstract string Name { get; }

    /// <summary>Its options.</summary>
    public abstract OptimizerOptions Settings { get; }

    /// <summary>Makes the optimizer of a model.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="links">What is done to the gradients, behind the links of the settings. Default: nothing.</param>
    /// <param name="seed">The seed of links that draw random numbers. Default 1.</param>
    public abstract Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1);
}
