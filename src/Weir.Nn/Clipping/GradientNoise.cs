using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Adds normal noise of variance η/(1 + t)^γ to every entry at step t from 0 (Neelakantan et al., 2015), which helps very deep networks off
/// plateaus. The draws are a function of seed, step and parameter, so that a resumed run sees the same.
/// </summary>
/// <param name="Variance">The variance at the start (η): 0 or more. Default 0.01; the paper tries 0.01, 0.3 and 1.</param>
/// <param name="Decay">How fast it falls (γ): 0 or more. Default 0.55.</param>
public sealed record GradientNoise(
    [property: Option("The variance at the start.", Least = 0)] double Variance = 0.01,
    [property: Option("The power of the step that it falls by.", Least = 0)] double Decay = 0.55) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "noise";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        double deviation = Math.Sqrt(Variance / Math.Pow(gradients.Step, Decay));
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            if (!gradients.Has(i))
                continue;
            RandomStream random = RandomStream.For(gradients.Seed, "gradient-noise:" + gradients.Names[i], gradients.Step);
            foreach (ref float entry in gradients.Values(i))
                entry += (float)(deviation * random.NextNormal());
        }
    }
}
