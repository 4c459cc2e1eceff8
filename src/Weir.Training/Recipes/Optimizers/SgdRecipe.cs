using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Stochastic gradient descent.</summary>
/// <param name="Options">Its options.</param>
public sealed record SgdRecipe(SgdOptions Options) : OptimizerRecipe
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override OptimizerOptions Settings => Options;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1) =>
        new Sgd(model, backend, Options with { Links = [.. Options.Links, .. links ?? []], Seed = seed });
}
