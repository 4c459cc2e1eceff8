using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Scales all gradients down together where their common norm is above a limit (Pascanu, Mikolov and Bengio, 2013): the direction stays. A
/// norm that is not finite cannot be scaled away; it is left to be seen.
/// </summary>
/// <param name="Limit">The largest norm: above 0.</param>
public sealed record ClipByNorm(
    [property: Option("The largest norm of all gradients together.", Least = 0, AboveLeast = true, Required = true,
        Short = true)] double Limit) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "clip-norm";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        double norm = gradients.Norm();
        if (norm > Limit && double.IsFinite(norm))
            gradients.Scale(Limit / norm);
    }
}
