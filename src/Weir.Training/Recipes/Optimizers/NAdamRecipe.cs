using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>NAdam.</summary>
/// <param name="Options">Its options.</param>
public sealed record NAdamRecipe(NAdamOptions Options) : OptimizerRecipe
{
    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    public override OptimizerOptions Settings => Options;

    /// <inheritdoc/>
    public override Optimizer Build(Module model, Backend backend, IReadOnlyList<GradientLink>? links = null, long seed = 1) =>
        new NAdam(model, backend, Options with { Links = [.. Options.Links, .. links ?? []], Seed = seed });
}
