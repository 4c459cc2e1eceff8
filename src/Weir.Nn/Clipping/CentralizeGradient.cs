using System.Numerics.Tensors;
using Weir.Tensors;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Nn;

/// <summary>
/// Gradient centralisation (Yong et al., 2020): takes its mean off the gradient of each unit's incoming weights, for parameters of two axes
/// or more, so that the sum of a unit's weights stays where it is.
/// </summary>
public sealed record CentralizeGradient : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "centralize";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            Shape shape = gradients.Parameters[i].Shape;
            if (!gradients.Has(i) || shape.Rank < 2 || shape.Size == 0)
                continue;
            Span<float> gradient = gradients.Values(i);
            int units = shape[^1];
            double[] sums = Units.Sums(gradient, units, square: false);
            float[] means = [.. sums.Select(sum => (float)(sum * units / shape.Size))];
            for (int start = 0; start < gradient.Length; start += units)
                TensorPrimitives.Subtract(gradient.Slice(start, units), means, gradient.Slice(start, units));
        }
    }
}
