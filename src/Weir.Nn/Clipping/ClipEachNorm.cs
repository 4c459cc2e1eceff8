using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Scales down the gradient of each parameter whose own norm is above a limit: only those that diverge; the others keep theirs.
/// </summary>
/// <param name="Limit">The largest norm of one parameter's gradient: above 0.</param>
public sealed record ClipEachNorm(
    [property: Option("The largest norm of one parameter's gradient.", Least = 0, AboveLeast = true, Required = true,
        Short = true)] double Limit) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "clip-each-norm";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            double norm = gradients.Norm(i);
            if (norm > Limit && double.IsFinite(norm))
                gradients.Scale(i, Limit / norm);
        }
    }
}
