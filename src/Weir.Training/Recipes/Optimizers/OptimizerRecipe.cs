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
    public abstract Optimizer Build(Module model, Backend backend);
}
