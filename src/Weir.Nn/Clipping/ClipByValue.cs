using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Keeps every entry of every gradient within ±limit. Large entries are cut one by one, so the direction changes.</summary>
/// <param name="Limit">The largest |entry|: above 0.</param>
public sealed record ClipByValue(
    [property: Option("The largest |entry|.", Least = 0, AboveLeast = true, Required = true, Short = true)] double Limit) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "clip-value";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            if (gradients.Has(i))
                gradients.Change<ClipValueOperator>(i, (float)Limit);
        }
    }
}
