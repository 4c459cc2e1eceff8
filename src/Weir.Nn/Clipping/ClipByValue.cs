using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Keeps every entry of every gradient within ±limit. Large entries are cut one by one, so the direction changes.</summary>
/// <param name="Limit">The largest |entry|: above 0.</param>
public sealed record ClipByValue(double Limit) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "clip-value";

    /// <inheritdoc/>
    public override void Check() => OptionRange.CheckPositive(Limit, "value to clip at");

    internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            if (gradients.Has(i))
                gradients.Change<ClipValueOperator>(i, (float)Limit);
        }
    }
}
