using System.Numerics.Tensors;
using Weir.Tensors;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Nn;

/// <summary>
/// Adaptive gradient clipping (Brock et al., 2021): the gradient of each unit is scaled down where its norm is above limit · max(‖weights
/// of the unit‖, least), so that no unit moves by more than a share of itself. Biases and other vectors count as one unit. The head (the
/// last weight and what stands in the same layer) is left out.
/// </summary>
/// <param name="Limit">The largest ‖gradient‖/‖weight‖ of a unit (λ): above 0. Default 0.01.</param>
/// <param name="Least">What the norm of the weights counts at least (ε), so that units of zeros can move: above 0. Default 0.001.</param>
/// <param name="Head">Whether the head is clipped too. Default false.</param>
public sealed record ClipUnits(
    [property: Option("The largest ‖gradient‖/‖weight‖ of a unit.", Least = 0, AboveLeast = true)] double Limit = 0.01,
    [property: Option("What the norm of a unit's weights counts at least.", Least = 0, AboveLeast = true)] double Least = 0.001,
    [property: Option("Whether the last layer is clipped too.")] bool Head = false) : GradientLink
{
    /// <inheritdoc/>
    public override string Name => "clip-units";

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        int last = gradients.Parameters.Count - 1;
        while (last >= 0 && gradients.Parameters[last].Kind != ParameterKind.Weight)
            last--;
        string? head = Head || last < 0 ? null : LayerOf(gradients.Names[last]);
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            Parameter parameter = gradients.Parameters[i];
            if (gradients.Has(i) && (head is null || LayerOf(gradients.Names[i]) != head))
                Clip(gradients, i, parameter);
        }
    }

    private void Clip(GradientSet gradients, int index, Parameter parameter)
    {
        int units = Units.Of(parameter.Shape);
        if (units == 0)
            return;
        Span<float> gradient = gradients.Values(index);
        double[] weights = Units.Norms(parameter.Value.Node.Storage.Span(parameter.Shape.Size), units),
            norms = Units.Norms(gradient, units);
        float[] factors = new float[units];
        bool clips = false;
        for (int unit = 0; unit < units; unit++)
        {
            double limit = Limit * Math.Max(weights[unit], Least);
            bool over = norms[unit] > limit && double.IsFinite(norms[unit]);
            factors[unit] = over ? (float)(limit / norms[unit]) : 1;
            clips |= over;
        }

        for (int start = 0; clips && start < gradient.Length; start += units == 1 ? gradient.Length : units)
        {
            if (units == 1)
                TensorPrimitives.Multiply(gradient, factors[0], gradient);
            else
                TensorPrimitives.Multiply(gradient.Slice(start, units), factors, gradient.Slice(start, units));
        }
    }

    private static string LayerOf(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];
}
