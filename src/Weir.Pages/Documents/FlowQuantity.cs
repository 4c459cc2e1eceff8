using Weir.Flow;

namespace Weir.Pages;

/// <summary>A quantity that a page shows by layer and step.</summary>
/// <param name="Name">Its name in the trace.</param>
/// <param name="IsLogarithmic">Whether its scale is one of decades.</param>
/// <param name="Rank">Where a page would become too large, quantities of higher rank lose columns first.</param>
/// <param name="Of">The number of a layer in a sample; null where nothing was measured.</param>
internal sealed record FlowQuantity(string Name, bool IsLogarithmic, int Rank, Func<FlowSample, FlowLayer, double?> Of)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FlowQuantity> All { get; } =
    [
        OfLayer("delta.rms", true, 0, (flow, _) => flow.DeltaRms),
        OfWeight("update.ratio", true, 1, flow => flow.UpdateRatio),
        OfLayer("activation.rms", true, 2, (flow, _) => flow.ActivationRms),
        OfLayer("activation.std", true, 3, (flow, _) => flow.ActivationStd),
        OfLayer("activation.mean", false, 9, (flow, _) => flow.ActivationMean),
        OfLayer("activation.max", true, 8, (flow, _) => flow.ActivationMax),
        OfLayer("activation.zero", false, 6, (flow, _) => flow.ActivationZero),
        OfLayer("activation.saturated", false, 5, (flow, _) => flow.ActivationSaturated),
        OfLayer("units.dead", false, 4, (flow, layer) => layer.Units > 0 ? (double?)flow.UnitsDead / layer.Units : null),
        OfWeight("weight.norm", true, 10, flow => flow.WeightNorm),
        OfWeight("gradient.norm", true, 7, flow => flow.GradientNorm),
        OfWeight("gradient.zero", false, 12, flow => flow.GradientZero),
        OfWeight("gradient.cosine", false, 11, flow => flow.GradientCosine),
    ];

    /// <summary>The numbers of a run by layer and sampled step; null where the run has none.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="samples">The samples.</param>
    public double?[,]? Numbers(IReadOnlyList<FlowLayer> layers, IReadOnlyList<FlowSample> samples)
    {
        double?[,] numbers = new double?[layers.Count, samples.Count];
        bool any = false;
        for (int column = 0; column < samples.Count; column++)
        {
            for (int row = 0; row < layers.Count; row++)
            {
                double? number = Of(samples[column], layers[row]);
                numbers[row, column] = number;
                any |= number is not null;
            }
        }

        return any ? numbers : null;
    }

    private static FlowQuantity OfLayer(string name, bool logarithmic, int rank, Func<LayerFlow, FlowLayer, double?> of) =>
        new(name, logarithmic, rank, (sample, layer) => of(sample.Layers[layer.Number], layer));

    private static FlowQuantity OfWeight(string name, bool logarithmic, int rank, Func<ParameterFlow, double?> of) =>
        new(name, logarithmic, rank, (sample, layer) => layer.Weight is { } weight ? of(sample.Parameters[weight]) : null);
}
