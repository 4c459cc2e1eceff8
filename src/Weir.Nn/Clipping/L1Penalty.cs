using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Adds strength·sign(w) to the gradients of weights, the subgradient of strength·Σ|w| (Tibshirani, 1996): draws weights towards 0 at a
/// steady pace.
/// </summary>
/// <param name="Strength">How strongly: 0 or more.</param>
/// <param name="All">Whether biases and scales are drawn too. Default false: weights alone.</param>
public sealed record L1Penalty(
    [property: Option("This times the sign of the weight is added to its gradient.", Least = 0, Required = true)] double Strength,
    [property: Option("Whether biases and scales are drawn too, and not weights alone.")] bool All = false) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "l1";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            if (gradients.Has(i) && (All || gradients.Parameters[i].Kind == ParameterKind.Weight))
                gradients.Change<L1Operator>(i, (float)Strength);
        }
    }
}
