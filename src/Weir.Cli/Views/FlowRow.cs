using Weir.Flow;

namespace Weir.Cli.Views;

/// <summary>What is shown of one layer with weights: its own flow and what the activation behind it does.</summary>
/// <param name="Number">Its place in the trace, from 1 at the input; findings name layers by it.</param>
/// <param name="Name">Where the layer is in the network and what it is: <c>linear+relu</c> in a plain stack,
/// <c>blocks.0.attention.query</c> in a deeper one.</param>
/// <param name="Delta">Gradient through it.</param>
/// <param name="UpdateRatio">How far the step moved its weight.</param>
/// <param name="Zero">Share of zeros in the output.</param>
/// <param name="Saturated">Share of the output where the derivative is next to nothing; null where there is none to speak of.</param>
/// <param name="Dead">Dead units; null where they are not counted.</param>
/// <param name="Units">All units.</param>
/// <param name="Starved">Whether it moves less than a hundredth of the median layer.</param>
internal sealed record FlowRow(
    int Number, string Name, double? Delta, double? UpdateRatio, double Zero, double? Saturated, int? Dead, int Units, bool Starved)
{
    /// <summary>A layer starves when its update ratio is below this share of the median layer's.</summary>
    public const double StarvedShare = 0.01;

    /// <summary>Number and name, as in <c>9 linear</c>.</summary>
    public string Label => $"{Number} {Name}";

    /// <summary>The label in a number of cells: where the whole does not fit, the end of the name stands for it.</summary>
    public string LabelIn(int cells)
    {
        string name = Name;
        while ($"{Number} {name}".Length > cells && name.IndexOfAny(['.', '+', ' ']) is >= 0 and var end)
            name = name[(end + 1)..];
        return $"{Number} {name}";
    }

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
            if (flow.ActivationSaturated is null && i + 1 < header.Layers.Count && !header.Layers[i + 1].HasWeights && sample.Layers[i + 1]
                .ActivationSaturated is not null)
            {
                output = sample.Layers[i + 1];
                kind = $"{kind}+{header.Layers[i + 1].Kind}";
            }

            rows.Add(new FlowRow(
                i + 1, NameOf(layer.Path, kind), flow.DeltaRms, UpdateOf(header, sample, i), output.ActivationZero,
                    output.ActivationSaturated,
                    output.UnitsDead, layer.Units, Starved: false));
        }

        double[] ratios = [.. rows.Where(row => row.UpdateRatio is not null).Select(row => row.UpdateRatio!.Value).Order()];
        if (ratios.Length == 0)
            return rows;
        double median = ratios[ratios.Length / 2];
        return [.. rows.Select(row => row with { Starved = row.UpdateRatio < StarvedShare * median })];
    }

    /// <summary>A path that is more than a number names a layer better than its kind.</summary>
    public static string NameOf(string path, string kind)
    {
        string last = path[(path.LastIndexOf('.') + 1)..];
        if (last.Length == path.Length && IsNumber(path))
            return kind;
        return IsNumber(last) || path.Length == 0 ? $"{path} {kind}".Trim()
            : path + (kind.IndexOf('+') is >= 0 and var activation ? kind[activation..] : "");
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

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
