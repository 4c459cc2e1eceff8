using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>RAdam.</summary>
/// <param name="Options">Its options.</param>
public sealed record RAdamRecipe(RAdamOptions Options) : OptimizerRecipe
{
    /// <inheritdoc/>
    public override string Name => "radam";

    /// <inheritdoc/>
    public override OptimizerOptions Settings => Options;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1) =>
        new RAdam(model, backend, Options with { Links = [.. Options.Links, .. links ?? []], Seed = seed });
}
