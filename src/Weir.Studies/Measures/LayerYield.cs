using Weir.Flow;

namespace Weir.Studies;

/// <summary>Something that is told of each layer of a run.</summary>
public enum LayerQuantity
{
    /// <summary>The gradient through it, <c>delta.rms</c>.</summary>
    Gradient,

    /// <summary>The norm of its bias's gradient.</summary>
    BiasGradient,

    /// <summary>The norm of its weight's gradient.</summary>
    WeightGradient,
}

/// <summary>
/// The gradient of a layer with weights, at five moments of a run: its first step, a quarter, half, three quarters of its steps, and its
/// end. A number that is not known is 0.
/// </summary>
/// <param name="Kind">Kind of layer, as in <c>linear+sigmoid</c>.</param>
/// <param name="Gradient">Through it, <c>delta.rms</c>.</param>
/// <param name="BiasGradient">The norm of its bias's gradient.</param>
/// <param name="WeightGradient">The norm of its weight's gradient.</param>
public sealed record LayerYield(string Kind,
    IReadOnlyList<double> Gradient, IReadOnlyList<double> BiasGradient, IReadOnlyList<double> WeightGradient)
{
    /// <summary>What the moments are called.</summary>
    public static IReadOnlyList<string> Moments { get; } = ["start", "¼", "½", "¾", "end"];

    /// <summary>The numbers of a quantity.</summary>
    /// <param name="quantity">Which.</param>
    public IReadOnlyList<double> Of(LayerQuantity quantity) => quantity switch
    {
        LayerQuantity.BiasGradient => BiasGradient,
        LayerQuantity.WeightGradient => WeightGradient,
        _ => Gradient,
    };

    /// <summary>The layers of a run.</summary>
    internal static IReadOnlyList<LayerYield> Of(RunEvidence run)
    {
        if (run.Moments is not { Trace.Header: var header } all)
            return [];
        IReadOnlyList<FlowSample>[] moments = [.. Moments.Select((_, index) => all.At(index / (Moments.Count - 1.0)))];
        ILookup<(int Layer, string Kind), int> parameters = header.Parameters.Select((parameter, index) => (parameter, index))
            .ToLookup(pair => (pair.parameter.Layer, pair.parameter.Kind), pair => pair.index);
        List<LayerYield> layers = [];
        for (int i = 0; i < header.Layers.Count; i++)
        {
            if (!header.Layers[i].HasWeights)
                continue;
            int layer = i;
            layers.Add(new LayerYield(header.Layers[i].Kind, At(sample => sample.Layers[layer].DeltaRms),
                At(sample => Norm(sample, parameters[(layer, "bias")])), At(sample => Norm(sample, parameters[(layer, "weight")]))));
        }

        return layers;

        double[] At(Func<FlowSample, double?> of) =>
            [.. moments.Select(samples => samples.Select(of).OfType<double>().Where(double.IsFinite).DefaultIfEmpty(0).Average())];
    }

    private static double? Norm(FlowSample sample, IEnumerable<int> parameters)
    {
        double? squares = null;
        foreach (int parameter in parameters)
        {
            if (sample.Parameters[parameter].GradientNorm is { } norm)
                squares = (squares ?? 0) + (norm * norm);
        }

        return squares is { } sum ? Math.Sqrt(sum) : null;
    }
}
