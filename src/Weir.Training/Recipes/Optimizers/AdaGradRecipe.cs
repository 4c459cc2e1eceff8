using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>AdaGrad.</summary>
/// <param name="Options">Its options.</param>
public sealed record AdaGradRecipe(AdaGradOptions Options) : OptimizerRecipe
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override OptimizerOptions Settings => Options;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1) =>
        new AdaGrad(model, backend, Options with { Links = [.. Options.Links, .. links ?? []], Seed = seed });
}
