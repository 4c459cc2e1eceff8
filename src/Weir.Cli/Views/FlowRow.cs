using Weir.Flow;

namespace Weir.Cli.Views;

/// <summary>What is shown of one layer with weights: its own flow and what the activation behind it does.</summary>
/// <param name="Number">Its place in the trace, from 1 at the input; findings name layers by it.</param>
/// <param name="Kind">Kind of layer, with that of its activation.</param>
/// <param name="Delta">Gradient through it.</param>
/// <param name="UpdateRatio">How far the step moved its weight.</param>
/// <param name="Zero">Share of zeros in the output.</param>
/// <param name="Saturated">Share of the output where the slope is nearly flat; null where there is no slope to speak of.</param>
/// <param name="Dead">Dead units; null where they are not counted.</param>
/// <param name="Units">All units.</param>
/// <param name="Starved">Whether it moves less than a hundredth of the median layer.</param>
internal sealed record FlowRow(
    int Number, string Kind, double? Delta, double? UpdateRatio, double Zero, double? Saturated, int? Dead, int Units, bool Starved)
{
    /// <summary>A layer starves when its update ratio is below this share of the median layer's.</summary>
    public const double StarvedShare = 0.01;

    /// <summary>Number and kind, as in <c>9 linear</c>.</summary>
    public string Label => $"{Number} {Kind}";

    /// <summary>The label in a number of cells: where the whole does not fit, the activation alone stands for the kind.</summary>
    public string LabelIn(int cells) => Label.Length <= cells ? Label : $"{Number} {Kind[(Kind.LastIndexOf('+') + 1)..]}";

    /// <summary>The rows of a sample, the layer nearest to the input first.</summary>
    public static IReadOnlyList<FlowRow> Of(TraceHeader header, FlowSample sample)
    {
        List<FlowRow> rows = [];
        for (int i = 0; i < header.Layers.Count; i++)
        {
            TraceLayer layer = header.Layers[i];
            if (!layer.HasWeights)
                continue;
            LayerFlow flow = sample.Layers[i];
            LayerFlow output = flow;
            string kind = layer.Kind;
            // A module without weights that follows is this layer's activation.
            if (flow.ActivationSaturated is null && i + 1 < header.Layers.Count && !header.Layers[i + 1].HasWeights && sample.Layers[i + 1].ActivationSaturated is not null)
            {
                output = sample.Layers[i + 1];
                kind = $"{kind}+{header.Layers[i + 1].Kind}";
            }

            rows.Add(new FlowRow(
                i + 1, kind, flow.DeltaRms, UpdateOf(header, sample, i), output.ActivationZero, output.ActivationSaturated, output.UnitsDead, layer.Units, Starved: false));
        }

        double[] ratios = [.. rows.Where(row => row.UpdateRatio is not null).Select(row => row.UpdateRatio!.Value).Order()];
        if (ratios.Length == 0)
            return rows;
        double median = ratios[ratios.Length / 2];
        return [.. rows.Select(row => row with { Starved = row.UpdateRatio < StarvedShare * median })];
    }

    private static double? UpdateOf(TraceHeader header, FlowSample sample, int layer)
    {
        for (int i = 0; i < header.Parameters.Count; i++)
        {
            if (header.Parameters[i].Layer == layer && header.Parameters[i].Kind == "weight")
                return sample.Parameters[i].UpdateRatio;
        }

        return null;
    }
}
